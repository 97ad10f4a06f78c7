-- Each column is one parameter.
--
-- dialect: postgresql
-- mode: update_existing
-- transport: columns
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace

-- statement
WITH s AS (SELECT unnest(CAST(? AS integer[])) AS column1, unnest(CAST(? AS
character varying[])) AS column2, unnest(CAST(? AS numeric[])) AS column3)
UPDATE "shop"."products" AS t
SET "name" = s.column2, "price" = s.column3
FROM s
WHERE t."id" = s.column1 AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(s.column2 AS character varying)) COLLATE "C" OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(CAST(s.column3 AS numeric(10,2))) AS record)) AND
(SELECT 0
FROM s GROUP BY s.column1 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
