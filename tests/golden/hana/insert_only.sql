-- A column that an update leaves alone.
--
-- dialect: hana
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | insert_only | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."price" <> s."price" OR (t."price" IS NULL AND s."price" IS
NOT NULL) OR (t."price" IS NOT NULL AND s."price" IS NULL)) THEN UPDATE
SET "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
