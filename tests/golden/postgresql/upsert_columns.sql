-- Each column is one parameter.
--
-- dialect: postgresql
-- mode: upsert
-- transport: columns
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name", "price")
SELECT unnest(CAST(? AS integer[])) AS column1, unnest(CAST(? AS character
varying[])) AS column2, unnest(CAST(? AS numeric[])) AS column3
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = excluded."price"
WHERE (t."name" COLLATE "C" IS DISTINCT
FROM (excluded."name") COLLATE "C" OR CAST(ROW(t."price") AS record) *<>
CAST(ROW(excluded."price") AS record))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
