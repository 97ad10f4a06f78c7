-- A row whose key is there is passed over.
--
-- dialect: sqlite
-- mode: insert_missing
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO NOTHING;
