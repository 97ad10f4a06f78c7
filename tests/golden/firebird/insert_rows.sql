-- Several rows in one statement.
--
-- dialect: firebird
-- mode: insert
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
INSERT INTO "products" ("id", "name", "price")
SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name", CAST(? AS
DECIMAL(10,2)) AS "price"
FROM RDB$DATABASE UNION ALL
SELECT CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS DECIMAL(10,2))
FROM RDB$DATABASE UNION ALL
SELECT CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS DECIMAL(10,2))
FROM RDB$DATABASE;
