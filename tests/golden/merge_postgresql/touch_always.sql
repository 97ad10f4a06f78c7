-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: merge:postgresql
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: stock | integer | add | integer
-- column: price | numeric(10,2) | replace | numeric
-- column: seen | timestamp(3) without time zone | touch | timestamp without time zone

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS integer), CAST(? AS numeric),
CAST(? AS timestamp without time zone))) AS s ("id", "stock", "price", "seen")
ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + CAST(s."stock" AS integer), CAST(s."stock"
AS integer), t."stock"), "price" = s."price", "seen" = CASE
WHEN t."stock" IS DISTINCT
FROM (COALESCE(t."stock" + CAST(s."stock" AS integer), CAST(s."stock" AS
integer), t."stock")) OR CAST(ROW(t."price") AS record) *<>
CAST(ROW(CAST(s."price" AS numeric(10,2))) AS record) THEN s."seen" ELSE
t."seen" END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
