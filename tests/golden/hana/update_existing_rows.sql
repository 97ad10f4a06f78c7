-- Several rows in one statement.
--
-- dialect: hana
-- mode: update_existing
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM DUMMY UNION ALL
SELECT CAST(? AS INTEGER), CAST(? AS NVARCHAR(21)), CAST(? AS DECIMAL(10,2))
FROM DUMMY UNION ALL
SELECT CAST(? AS INTEGER), CAST(? AS NVARCHAR(21)), CAST(? AS DECIMAL(10,2))
FROM DUMMY) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."name" <> s."name" OR (t."name" IS NULL AND s."name" IS NOT
NULL) OR (t."name" IS NOT NULL AND s."name" IS NULL) OR t."price" <> s."price"
OR (t."price" IS NULL AND s."price" IS NOT NULL) OR (t."price" IS NOT NULL AND
s."price" IS NULL)) THEN UPDATE
SET "name" = s."name", "price" = s."price";
