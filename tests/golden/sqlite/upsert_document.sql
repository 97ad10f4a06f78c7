-- All rows are one parameter, a document of JSON.
--
-- dialect: sqlite
-- mode: upsert
-- transport: document
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC | add

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "products" AS t ("id", "name", "price")
SELECT json_extract(value, '$[0]') AS column1, json_extract(value, '$[1]') AS
column2, json_extract(value, '$[2]') AS column3
FROM json_each(?)
WHERE true
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = COALESCE(CASE
WHEN typeof(t."price" + excluded."price") = 'real' AND typeof(t."price" + 0) =
'integer' AND typeof(excluded."price" + 0) = 'integer' THEN
abs(-9223372036854775807 - 1) ELSE t."price" + excluded."price" END,
excluded."price", t."price")
WHERE (t."name" COLLATE BINARY IS NOT excluded."name" OR t."price" COLLATE
BINARY IS NOT COALESCE(CASE
WHEN typeof(t."price" + excluded."price") = 'real' AND typeof(t."price" + 0) =
'integer' AND typeof(excluded."price" + 0) = 'integer' THEN
abs(-9223372036854775807 - 1) ELSE t."price" + excluded."price" END,
excluded."price", t."price"));
