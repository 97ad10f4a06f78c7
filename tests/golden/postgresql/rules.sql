-- What a row that is there gets, by every rule.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | keep_if_null
-- column: note | character varying(20) | append
-- column: price | numeric(10,2) | replace
-- column: stock | integer | add
-- column: best | numeric(10,2) | greatest
-- column: worst | numeric(10,2) | least
-- column: score | integer | sql: OLD.score * 2 + new."stock"
-- column: seen | timestamp(3) with time zone | touch

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name", "note",
"price", "stock", "best", "worst", "score", "seen")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = COALESCE(excluded."name", t."name"), "note" = COALESCE(t."note" ||
excluded."note", excluded."note", t."note"), "price" = excluded."price",
"stock" = COALESCE(t."stock" + excluded."stock", excluded."stock", t."stock"),
"best" = CASE
WHEN excluded."best" > t."best" OR t."best" IS NULL THEN excluded."best" ELSE
t."best" END, "worst" = CASE
WHEN excluded."worst" < t."worst" OR t."worst" IS NULL THEN excluded."worst"
ELSE t."worst" END, "score" = (t."score" * 2 + excluded."stock"), "seen" =
excluded."seen"
WHERE (t."name" COLLATE "C" IS DISTINCT
FROM (COALESCE(excluded."name", t."name")) COLLATE "C" OR t."note" COLLATE "C"
IS DISTINCT
FROM (CAST(COALESCE(t."note" || excluded."note", excluded."note", t."note") AS
character varying)) COLLATE "C" OR t."stock" IS DISTINCT
FROM (COALESCE(t."stock" + excluded."stock", excluded."stock", t."stock")) OR
t."score" IS DISTINCT
FROM (CAST((t."score" * 2 + excluded."stock") AS integer)) OR
CAST(ROW(t."price", t."best", t."worst") AS record) *<>
CAST(ROW(excluded."price", CASE
WHEN excluded."best" > t."best" OR t."best" IS NULL THEN excluded."best" ELSE
t."best" END, CASE
WHEN excluded."worst" < t."worst" OR t."worst" IS NULL THEN excluded."worst"
ELSE t."worst" END) AS record))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
