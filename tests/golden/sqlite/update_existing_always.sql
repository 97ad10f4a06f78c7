-- Rows are updated whether they change or not.
--
-- dialect: sqlite
-- mode: update_existing
-- only_changed: no
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace

-- statement
WITH prepared AS (SELECT 1) UPDATE "main"."products" AS t
SET "name" = s.column2, "price" = s.column3
FROM (VALUES (?, ?, ?)) AS s
WHERE t."id" = s.column1;
