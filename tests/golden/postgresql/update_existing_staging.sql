-- The rows come out of a temporary table that was filled first.
--
-- dialect: postgresql
-- mode: update_existing
-- transport: staging
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | add
-- rows: 2

-- statement
WITH s AS (SELECT column1, column2, column3
FROM "pg_temp"."upsert_stage_0" ORDER BY upsert_place) UPDATE "shop"."products"
AS t
SET "name" = s.column2, "price" = COALESCE(t."price" + CAST(s.column3 AS
numeric(10,2)), CAST(s.column3 AS numeric(10,2)), t."price")
FROM s
WHERE t."id" = s.column1 AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(s.column2 AS character varying)) COLLATE "C" OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(COALESCE(t."price" + CAST(s.column3 AS numeric(10,2)),
CAST(s.column3 AS numeric(10,2)), t."price")) AS record)) AND (SELECT 0
FROM s GROUP BY s.column1 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;

-- stage
CREATE TEMPORARY TABLE IF NOT EXISTS "pg_temp"."upsert_stage_0" AS
SELECT "id" AS column1, "name" AS column2, "price" AS column3
FROM "shop"."products" WITH NO DATA;
ALTER TABLE "pg_temp"."upsert_stage_0" ADD COLUMN IF NOT EXISTS upsert_place
bigint GENERATED ALWAYS AS IDENTITY;
TRUNCATE "pg_temp"."upsert_stage_0";

-- fill
INSERT INTO "pg_temp"."upsert_stage_0" (column1, column2, column3)
SELECT unnest(CAST(? AS integer[])) AS column1, unnest(CAST(? AS character
varying[])) AS column2, unnest(CAST(? AS numeric[])) AS column3;

-- drop
DROP TABLE IF EXISTS "pg_temp"."upsert_stage_0";
