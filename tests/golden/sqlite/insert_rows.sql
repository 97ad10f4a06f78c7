-- Several rows in one statement.
--
-- dialect: sqlite
-- mode: insert
-- transport: values
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace
-- rows: 3

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price")
VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?);
