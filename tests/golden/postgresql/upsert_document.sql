-- All rows are one parameter, a document of JSON.
--
-- dialect: postgresql
-- mode: upsert
-- transport: document
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | add

-- statement
WITH counted AS (INSERT INTO "products" AS t ("id", "name", "price")
SELECT CAST(d.value ->> 0 AS integer) AS column1, CAST(d.value ->> 1 AS
character varying) AS column2, CAST(d.value ->> 2 AS numeric) AS column3
FROM jsonb_array_elements(CAST(? AS jsonb)) AS d
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
