-- Several rows in one statement.
--
-- dialect: duckdb
-- mode: insert
-- schema: main
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR | replace | VARCHAR
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
INSERT INTO "main"."products" ("id", "name", "price")
VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR), CAST(? AS DECIMAL(10,2))), (?,
?, ?), (?, ?, ?);
