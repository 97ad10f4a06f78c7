-- A row whose key is there is an error.
--
-- dialect: sqlite
-- mode: insert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price")
VALUES (?, ?, ?);
