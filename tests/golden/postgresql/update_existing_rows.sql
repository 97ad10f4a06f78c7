-- Several rows in one statement: the first gives the types.
--
-- dialect: postgresql
-- mode: update_existing
-- schema: shop
-- table: products
-- column: note | character varying(20) | replace
-- column: code | character varying(20) | key
-- column: at | timestamp(3) with time zone | replace
-- column: region | integer | key
-- rows: 3

-- statement
WITH s AS (VALUES (CAST(? AS character varying), CAST(? AS character varying),
CAST(? AS timestamp with time zone), CAST(? AS integer)), (?, ?, ?, ?), (?, ?,
?, ?)) UPDATE "shop"."products" AS t
SET "note" = s.column1, "at" = s.column3
FROM s
WHERE t."code" = s.column2 AND t."region" = s.column4 AND (t."note" COLLATE "C"
IS DISTINCT
FROM (CAST(s.column1 AS character varying)) COLLATE "C" OR t."at" IS DISTINCT
FROM (CAST(s.column3 AS timestamp(3) with time zone))) AND (SELECT 0
FROM s GROUP BY s.column2, s.column4 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
