-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: merge:postgresql
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | replace | character varying
-- column: price | numeric(10,2) | greatest | numeric

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
numeric))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (CAST(s."price" AS numeric(10,2)) > t."price" OR (t."price" IS
NULL AND CAST(s."price" AS numeric(10,2)) IS NOT NULL)) AND (t."name" <>
'it''s; old.x?' AND CAST(s."price" AS numeric(10,2)) > t."unsent") THEN UPDATE
SET "name" = s."name", "price" = CASE
WHEN CAST(s."price" AS numeric(10,2)) > t."price" OR t."price" IS NULL THEN
CAST(s."price" AS numeric(10,2)) ELSE t."price" END
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
