-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: hana
-- mode: upsert
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: stock | INTEGER | replace | INTEGER

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS INTEGER) AS "stock"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."name" <> s."name" OR (t."name" IS NULL AND s."name" IS NOT
NULL) OR (t."name" IS NOT NULL AND s."name" IS NULL) OR t."stock" <> s."stock"
OR (t."stock" IS NULL AND s."stock" IS NOT NULL) OR (t."stock" IS NOT NULL AND
s."stock" IS NULL)) THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
