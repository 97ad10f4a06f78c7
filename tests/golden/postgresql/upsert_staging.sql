-- The rows come out of a temporary table that was filled first.
--
-- dialect: postgresql
-- mode: upsert
-- transport: staging
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | add
-- rows: 2

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name", "price")
SELECT column1, column2, column3
FROM "pg_temp"."upsert_stage_0" ORDER BY upsert_place
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = COALESCE(t."price" + excluded."price",
excluded."price", t."price")
WHERE (t."name" COLLATE "C" IS DISTINCT
FROM (excluded."name") COLLATE "C" OR CAST(ROW(t."price") AS record) *<>
CAST(ROW(COALESCE(t."price" + excluded."price", excluded."price", t."price"))
AS record))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;

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
