-- The rules, where a column of the key is NULL.
--
-- dialect: postgresql
-- mode: update_existing
-- newer: stock
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | key_null
-- column: note | character varying(20) | append
-- column: price | numeric(10,2) | add
-- column: stock | integer | greatest
-- column: score | integer | sql: new.score - 1
-- column: seen | timestamp(3) with time zone | touch

-- statement
WITH s AS (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
character varying), CAST(? AS numeric), CAST(? AS integer), CAST(? AS integer),
CAST(? AS timestamp with time zone))) UPDATE "shop"."products" AS t
SET "note" = COALESCE(t."note" || s.column3, s.column3, t."note"), "price" =
COALESCE(t."price" + CAST(s.column4 AS numeric(10,2)), CAST(s.column4 AS
numeric(10,2)), t."price"), "stock" = CASE
WHEN CAST(s.column5 AS integer) > t."stock" OR t."stock" IS NULL THEN
CAST(s.column5 AS integer) ELSE t."stock" END, "score" = (CAST(s.column6 AS
integer) - 1), "seen" = s.column7
FROM s
WHERE t."id" = s.column1 AND t."name" IS NULL AND (CAST(s.column5 AS integer) >
t."stock" OR (t."stock" IS NULL AND CAST(s.column5 AS integer) IS NOT NULL))
AND (t."note" COLLATE "C" IS DISTINCT
FROM (CAST(COALESCE(t."note" || s.column3, s.column3, t."note") AS character
varying)) COLLATE "C" OR t."stock" IS DISTINCT
FROM (CASE
WHEN CAST(s.column5 AS integer) > t."stock" OR t."stock" IS NULL THEN
CAST(s.column5 AS integer) ELSE t."stock" END) OR t."score" IS DISTINCT
FROM (CAST((CAST(s.column6 AS integer) - 1) AS integer)) OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(COALESCE(t."price" + CAST(s.column4 AS numeric(10,2)),
CAST(s.column4 AS numeric(10,2)), t."price")) AS record)) AND (SELECT 0
FROM s GROUP BY s.column1, s.column2 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
