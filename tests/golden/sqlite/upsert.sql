-- A row that is new is inserted, one that would change is updated.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = excluded."price"
WHERE (t."name" COLLATE BINARY IS NOT excluded."name" OR t."price" COLLATE
BINARY IS NOT excluded."price");

-- setup
CREATE TEMP TABLE IF NOT EXISTS "upsert_counts_products" (inserted INTEGER NOT
NULL);
INSERT INTO temp."upsert_counts_products"
SELECT 0
WHERE NOT EXISTS (SELECT 1
FROM temp."upsert_counts_products");
CREATE TEMP TRIGGER IF NOT EXISTS "upsert_count_products" AFTER INSERT ON
"main"."products" BEGIN UPDATE "upsert_counts_products"
SET inserted = inserted + 1; END;

-- count
SELECT inserted, total_changes() - inserted
FROM temp."upsert_counts_products";

-- teardown
DROP TRIGGER IF EXISTS temp."upsert_count_products";
DROP TABLE IF EXISTS temp."upsert_counts_products";
