-- A row whose key is there is an error.
--
-- dialect: hana
-- mode: insert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
INSERT INTO "SHOP"."products" ("id", "name", "price")
SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name", CAST(? AS
DECIMAL(10,2)) AS "price"
FROM DUMMY;
