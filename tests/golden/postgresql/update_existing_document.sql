-- All rows are one parameter, a document of JSON.
--
-- dialect: postgresql
-- mode: update_existing
-- transport: document
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | add

-- statement
WITH s AS (SELECT CAST(d.value ->> 0 AS integer) AS column1, CAST(d.value ->> 1
AS character varying) AS column2, CAST(d.value ->> 2 AS numeric) AS column3
FROM jsonb_array_elements(CAST(? AS jsonb)) AS d) UPDATE "products" AS t
SET "name" = s.column2, "price" = COALESCE(t."price" + CAST(s.column3 AS
numeric(10,2)), CAST(s.column3 AS numeric(10,2)), t."price")
FROM s
WHERE t."id" = s.column1 AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(s.column2 AS character varying)) COLLATE "C" OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(COALESCE(t."price" + CAST(s.column3 AS numeric(10,2)),
CAST(s.column3 AS numeric(10,2)), t."price")) AS record)) AND (SELECT 0
FROM s GROUP BY s.column1 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
