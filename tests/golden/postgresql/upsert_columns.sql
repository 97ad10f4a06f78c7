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
SELECT *
FROM unnest(CAST(? AS integer[]), CAST(? AS character varying[]), CAST(? AS
numeric[]))
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = excluded."price"
WHERE (CAST(ROW(t."name", t."price") AS record) *<> CAST(ROW(excluded."name",
excluded."price") AS record))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
