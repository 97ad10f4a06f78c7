-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: hsqldb
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | greatest | DECIMAL(10,2)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (CAST(s."price" AS DECIMAL(10,2)) > t."price" OR (t."price" IS
NULL AND CAST(s."price" AS DECIMAL(10,2)) IS NOT NULL)) AND (t."name" <>
'it''s; old.x?' AND CAST(s."price" AS DECIMAL(10,2)) > t."unsent") THEN UPDATE
SET "name" = s."name", "price" = CASE
WHEN CAST(s."price" AS DECIMAL(10,2)) > t."price" OR t."price" IS NULL THEN
CAST(s."price" AS DECIMAL(10,2)) ELSE t."price" END
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
