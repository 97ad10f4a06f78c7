-- No column is left to update.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | insert_only

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name")
VALUES (?, ?)
ON CONFLICT ("id") DO NOTHING;
