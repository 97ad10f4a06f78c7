-- A row whose key is not there is passed over.
--
-- dialect: sqlite
-- mode: update_existing
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace

-- statement
WITH prepared AS (SELECT 1) UPDATE "main"."products" AS t
SET "name" = s.column2, "price" = s.column3
FROM (VALUES (?, ?, ?)) AS s
WHERE t."id" = s.column1 AND (t."name" COLLATE BINARY IS NOT s.column2 OR
t."price" COLLATE BINARY IS NOT s.column3);
