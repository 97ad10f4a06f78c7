-- A new key is inserted; a key that is there is updated where that changes it.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: price | numeric(10,2) | replace | numeric(10,2)

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS numeric(10,2)) AS "price") AS s ON t."id" = s."id"
WHEN MATCHED AND (t."name" <> s."name" OR (t."name" IS NULL AND s."name" IS NOT
NULL) OR (t."name" IS NOT NULL AND s."name" IS NULL) OR t."price" <> s."price"
OR (t."price" IS NULL AND s."price" IS NOT NULL) OR (t."price" IS NOT NULL AND
s."price" IS NULL)) THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
