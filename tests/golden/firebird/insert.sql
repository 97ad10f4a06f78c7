-- A row whose key is there is an error.
--
-- dialect: firebird
-- mode: insert
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
INSERT INTO "products" ("id", "name", "price")
SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name", CAST(? AS
DECIMAL(10,2)) AS "price"
FROM RDB$DATABASE;
