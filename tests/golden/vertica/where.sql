-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: vertica
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: price | numeric(10,2) | greatest | numeric(10,2)

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS numeric(10,2)) AS "price") AS s ON t."id" = s."id"
WHEN MATCHED AND (s."price" > t."price" OR (t."price" IS NULL AND s."price" IS
NOT NULL)) AND (t."name" <> 'it''s; old.x?' AND s."price" > t."unsent") THEN
UPDATE
SET "name" = s."name", "price" = CASE
WHEN s."price" > t."price" OR t."price" IS NULL THEN s."price" ELSE t."price"
END
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
