-- A column that only inserts is passed over.
--
-- dialect: postgresql
-- mode: update_existing
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | insert_only
-- column: price | numeric(10,2) | replace
-- column: added | timestamp(3) with time zone | insert_only

-- statement
WITH s AS (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
numeric), CAST(? AS timestamp with time zone))) UPDATE "shop"."products" AS t
SET "price" = s.column3
FROM s
WHERE t."id" = s.column1 AND (CAST(ROW(t."price") AS record) *<>
CAST(ROW(CAST(s.column3 AS numeric(10,2))) AS record)) AND (SELECT 0
FROM s GROUP BY s.column1 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
