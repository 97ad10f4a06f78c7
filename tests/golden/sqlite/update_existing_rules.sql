-- The rules, where a column of the key is NULL.
--
-- dialect: sqlite
-- mode: update_existing
-- newer: stock
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | key_null
-- column: note | TEXT | append
-- column: price | NUMERIC(10,2) | add
-- column: stock | INTEGER | greatest
-- column: score | INTEGER | sql: new.score - 1
-- column: seen | TIMESTAMP | touch

-- statement
WITH prepared AS (SELECT 1) UPDATE "main"."products" AS t
SET "note" = COALESCE(t."note" || s.column3, s.column3, t."note"), "price" =
COALESCE(CASE
WHEN typeof(t."price" + s.column4) = 'real' AND typeof(t."price" + 0) =
'integer' AND typeof(s.column4 + 0) = 'integer' THEN abs(-9223372036854775807 -
1) ELSE t."price" + s.column4 END, s.column4, t."price"), "stock" = CASE
WHEN s.column5 > t."stock" OR t."stock" IS NULL THEN s.column5 ELSE t."stock"
END, "score" = (CASE
WHEN s.column6 <= CAST(9e999 AS NUMERIC) THEN CAST(s.column6 AS NUMERIC) ELSE
s.column6 END - 1), "seen" = s.column7
FROM (VALUES (?, ?, ?, ?, ?, ?, ?)) AS s
WHERE t."id" = s.column1 AND t."name" IS NULL AND (s.column5 > t."stock" OR
(t."stock" IS NULL AND s.column5 IS NOT NULL)) AND (t."note" COLLATE BINARY IS
NOT COALESCE(t."note" || s.column3, s.column3, t."note") OR t."price" COLLATE
BINARY IS NOT COALESCE(CASE
WHEN typeof(t."price" + s.column4) = 'real' AND typeof(t."price" + 0) =
'integer' AND typeof(s.column4 + 0) = 'integer' THEN abs(-9223372036854775807 -
1) ELSE t."price" + s.column4 END, s.column4, t."price") OR t."stock" COLLATE
BINARY IS NOT CASE
WHEN s.column5 > t."stock" OR t."stock" IS NULL THEN s.column5 ELSE t."stock"
END OR t."score" COLLATE BINARY IS NOT (CASE
WHEN s.column6 <= CAST(9e999 AS NUMERIC) THEN CAST(s.column6 AS NUMERIC) ELSE
s.column6 END - 1));
