-- What a row that is there gets, by every rule.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | keep_if_null
-- column: note | TEXT | append
-- column: price | NUMERIC(10,2) | replace
-- column: stock | INTEGER | add
-- column: best | NUMERIC(10,2) | greatest
-- column: worst | NUMERIC(10,2) | least
-- column: score | INTEGER | sql: OLD.score * 2 + new."stock"
-- column: seen | TIMESTAMP | touch

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"note", "price", "stock", "best", "worst", "score", "seen")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = COALESCE(excluded."name", t."name"), "note" = COALESCE(t."note" ||
excluded."note", excluded."note", t."note"), "price" = excluded."price",
"stock" = COALESCE(CASE
WHEN typeof(t."stock" + excluded."stock") = 'real' AND typeof(t."stock" + 0) =
'integer' AND typeof(excluded."stock" + 0) = 'integer' THEN
abs(-9223372036854775807 - 1) ELSE t."stock" + excluded."stock" END,
excluded."stock", t."stock"), "best" = CASE
WHEN excluded."best" > t."best" OR t."best" IS NULL THEN excluded."best" ELSE
t."best" END, "worst" = CASE
WHEN excluded."worst" < t."worst" OR t."worst" IS NULL THEN excluded."worst"
ELSE t."worst" END, "score" = (t."score" * 2 + CASE
WHEN excluded."stock" <= CAST(9e999 AS NUMERIC) THEN CAST(excluded."stock" AS
NUMERIC) ELSE excluded."stock" END), "seen" = excluded."seen"
WHERE (t."name" COLLATE BINARY IS NOT COALESCE(excluded."name", t."name") OR
t."note" COLLATE BINARY IS NOT COALESCE(t."note" || excluded."note",
excluded."note", t."note") OR t."price" COLLATE BINARY IS NOT excluded."price"
OR t."stock" COLLATE BINARY IS NOT COALESCE(CASE
WHEN typeof(t."stock" + excluded."stock") = 'real' AND typeof(t."stock" + 0) =
'integer' AND typeof(excluded."stock" + 0) = 'integer' THEN
abs(-9223372036854775807 - 1) ELSE t."stock" + excluded."stock" END,
excluded."stock", t."stock") OR t."best" COLLATE BINARY IS NOT CASE
WHEN excluded."best" > t."best" OR t."best" IS NULL THEN excluded."best" ELSE
t."best" END OR t."worst" COLLATE BINARY IS NOT CASE
WHEN excluded."worst" < t."worst" OR t."worst" IS NULL THEN excluded."worst"
ELSE t."worst" END OR t."score" COLLATE BINARY IS NOT (t."score" * 2 + CASE
WHEN excluded."stock" <= CAST(9e999 AS NUMERIC) THEN CAST(excluded."stock" AS
NUMERIC) ELSE excluded."stock" END));
