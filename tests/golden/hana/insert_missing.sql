-- A row whose key is there is passed over.
--
-- dialect: hana
-- mode: insert_missing
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
