-- A column that only inserts is passed over.
--
-- dialect: sqlite
-- mode: update_existing
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | insert_only
-- column: price | NUMERIC(10,2) | replace
-- column: added | TIMESTAMP | insert_only

-- statement
WITH prepared AS (SELECT 1) UPDATE "main"."products" AS t
SET "price" = s.column3
FROM (VALUES (?, ?, ?, ?)) AS s
WHERE t."id" = s.column1 AND (t."price" COLLATE BINARY IS NOT s.column3);
