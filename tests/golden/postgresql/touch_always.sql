-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: postgresql
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: stock | integer | add
-- column: price | numeric(10,2) | replace
-- column: seen | timestamp(3) with time zone | touch

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "stock", "price",
"seen")
VALUES (?, ?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "stock" = COALESCE(t."stock" + excluded."stock", excluded."stock",
t."stock"), "price" = excluded."price", "seen" = CASE
WHEN t."stock" IS DISTINCT
FROM (COALESCE(t."stock" + excluded."stock", excluded."stock", t."stock")) OR
CAST(ROW(t."price") AS record) *<> CAST(ROW(excluded."price") AS record) THEN
excluded."seen" ELSE t."seen" END
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
