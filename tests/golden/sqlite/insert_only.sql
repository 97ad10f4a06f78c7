-- Columns that an update leaves alone.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | insert_only
-- column: price | NUMERIC(10,2) | replace
-- column: added | TIMESTAMP | insert_only

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price", "added")
VALUES (?, ?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "price" = excluded."price"
WHERE (t."price" COLLATE BINARY IS NOT excluded."price");
