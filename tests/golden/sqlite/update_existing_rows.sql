-- Several rows in one statement: the first gives the types.
--
-- dialect: sqlite
-- mode: update_existing
-- transport: values
-- schema: main
-- table: products
-- column: note | TEXT | replace
-- column: code | TEXT | key
-- column: at | TIMESTAMP | replace
-- column: region | INTEGER | key
-- rows: 3

-- statement
WITH prepared AS (SELECT 1) UPDATE "main"."products" AS t
SET "note" = s.column1, "at" = s.column3
FROM (VALUES (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)) AS s
WHERE t."code" = s.column2 AND t."region" = s.column4 AND (t."note" COLLATE
BINARY IS NOT s.column1 OR t."at" COLLATE BINARY IS NOT s.column3);
