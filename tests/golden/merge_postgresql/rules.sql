-- What a row that is there gets, by every rule.
--
-- dialect: merge:postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | keep_if_null | character varying
-- column: note | character varying(20) | append | character varying
-- column: price | numeric(10,2) | replace | numeric
-- column: stock | integer | add | integer
-- column: best | numeric(10,2) | greatest | numeric
-- column: worst | numeric(10,2) | least | numeric
-- column: score | integer | sql: OLD.score * 2 + new."stock" | integer
-- column: seen | timestamp(3) without time zone | touch | timestamp without time zone

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
character varying), CAST(? AS numeric), CAST(? AS integer), CAST(? AS numeric),
CAST(? AS numeric), CAST(? AS integer), CAST(? AS timestamp without time
zone))) AS s ("id", "name", "note", "price", "stock", "best", "worst", "score",
"seen") ON t."id" = s."id"
WHEN MATCHED AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(COALESCE(s."name", t."name") AS character varying)) COLLATE "C" OR
t."note" COLLATE "C" IS DISTINCT
FROM (CAST(COALESCE(t."note" || s."note", s."note", t."note") AS character
varying)) COLLATE "C" OR t."stock" IS DISTINCT
FROM (COALESCE(t."stock" + CAST(s."stock" AS integer), CAST(s."stock" AS
integer), t."stock")) OR t."score" IS DISTINCT
FROM (CAST((t."score" * 2 + CAST(s."stock" AS integer)) AS integer)) OR
CAST(ROW(t."price", t."best", t."worst") AS record) *<> CAST(ROW(CAST(s."price"
AS numeric(10,2)), CASE
WHEN CAST(s."best" AS numeric(10,2)) > t."best" OR t."best" IS NULL THEN
CAST(s."best" AS numeric(10,2)) ELSE t."best" END, CASE
WHEN CAST(s."worst" AS numeric(10,2)) < t."worst" OR t."worst" IS NULL THEN
CAST(s."worst" AS numeric(10,2)) ELSE t."worst" END) AS record)) THEN UPDATE
SET "name" = COALESCE(s."name", t."name"), "note" = COALESCE(t."note" ||
s."note", s."note", t."note"), "price" = s."price", "stock" =
COALESCE(t."stock" + CAST(s."stock" AS integer), CAST(s."stock" AS integer),
t."stock"), "best" = CASE
WHEN CAST(s."best" AS numeric(10,2)) > t."best" OR t."best" IS NULL THEN
CAST(s."best" AS numeric(10,2)) ELSE t."best" END, "worst" = CASE
WHEN CAST(s."worst" AS numeric(10,2)) < t."worst" OR t."worst" IS NULL THEN
CAST(s."worst" AS numeric(10,2)) ELSE t."worst" END, "score" = (t."score" * 2 +
CAST(s."stock" AS integer)), "seen" = s."seen"
WHEN NOT MATCHED THEN INSERT ("id", "name", "note", "price", "stock", "best",
"worst", "score", "seen")
VALUES (s."id", s."name", s."note", s."price", s."stock", s."best", s."worst",
s."score", s."seen");
