-- All rows are one parameter, a document of JSON.
--
-- dialect: sqlite
-- mode: insert_missing
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
ON CONFLICT ("id") DO NOTHING;
