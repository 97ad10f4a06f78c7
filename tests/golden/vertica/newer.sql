-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: vertica
-- mode: upsert
-- newer: stock
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: stock | int | replace | int

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS int) AS "stock") AS s ON t."id" = s."id"
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."name" <> s."name" OR (t."name" IS NULL AND s."name" IS NOT
NULL) OR (t."name" IS NOT NULL AND s."name" IS NULL) OR t."stock" <> s."stock"
OR (t."stock" IS NULL AND s."stock" IS NOT NULL) OR (t."stock" IS NOT NULL AND
s."stock" IS NULL)) THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
