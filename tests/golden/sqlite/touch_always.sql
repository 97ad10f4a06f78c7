-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: sqlite
-- mode: upsert
-- only_changed: no
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: stock | INTEGER | add
-- column: price | NUMERIC(10,2) | replace
-- column: seen | TIMESTAMP | touch

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "stock",
"price", "seen")
VALUES (?, ?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "stock" = COALESCE(CASE
WHEN typeof(t."stock" + excluded."stock") = 'real' AND typeof(t."stock" + 0) =
'integer' AND typeof(excluded."stock" + 0) = 'integer' THEN
abs(-9223372036854775807 - 1) ELSE t."stock" + excluded."stock" END,
excluded."stock", t."stock"), "price" = excluded."price", "seen" = CASE
WHEN t."stock" COLLATE BINARY IS NOT COALESCE(CASE
WHEN typeof(t."stock" + excluded."stock") = 'real' AND typeof(t."stock" + 0) =
'integer' AND typeof(excluded."stock" + 0) = 'integer' THEN
abs(-9223372036854775807 - 1) ELSE t."stock" + excluded."stock" END,
excluded."stock", t."stock") OR t."price" COLLATE BINARY IS NOT
excluded."price" THEN excluded."seen" ELSE t."seen" END;
