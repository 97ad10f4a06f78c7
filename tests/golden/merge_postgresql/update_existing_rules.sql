-- The rules, where a column of the key is NULL.
--
-- dialect: merge:postgresql
-- mode: update_existing
-- newer: stock
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | key_null | character varying
-- column: note | character varying(20) | append | character varying
-- column: price | numeric(10,2) | add | numeric
-- column: stock | integer | greatest | integer
-- column: score | integer | sql: new.score - 1 | integer
-- column: seen | timestamp(3) without time zone | touch | timestamp without time zone

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
character varying), CAST(? AS numeric), CAST(? AS integer), CAST(? AS integer),
CAST(? AS timestamp without time zone))) AS s ("id", "name", "note", "price",
"stock", "score", "seen") ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (CAST(s."stock" AS integer) > t."stock" OR (t."stock" IS NULL
AND CAST(s."stock" AS integer) IS NOT NULL)) AND (t."note" COLLATE "C" IS
DISTINCT
FROM (CAST(COALESCE(t."note" || s."note", s."note", t."note") AS character
varying)) COLLATE "C" OR t."stock" IS DISTINCT
FROM (CASE
WHEN CAST(s."stock" AS integer) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS integer) ELSE t."stock" END) OR t."score" IS DISTINCT
FROM (CAST((CAST(s."score" AS integer) - 1) AS integer)) OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(COALESCE(t."price" + CAST(s."price" AS numeric(10,2)),
CAST(s."price" AS numeric(10,2)), t."price")) AS record)) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + CAST(s."price" AS numeric(10,2)), CAST(s."price" AS
numeric(10,2)), t."price"), "stock" = CASE
WHEN CAST(s."stock" AS integer) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS integer) ELSE t."stock" END, "score" = (CAST(s."score" AS
integer) - 1), "seen" = s."seen";
