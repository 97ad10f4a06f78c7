-- A row whose key is not there is passed over.
--
-- dialect: postgresql
-- mode: update_existing
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace

-- statement
WITH s AS (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
numeric))) UPDATE "shop"."products" AS t
SET "name" = s.column2, "price" = s.column3
FROM s
WHERE t."id" = s.column1 AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(s.column2 AS character varying)) COLLATE "C" OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(CAST(s.column3 AS numeric(10,2))) AS record)) AND
(SELECT 0
FROM s GROUP BY s.column1 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
