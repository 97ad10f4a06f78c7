-- Nothing else could change.
--
-- dialect: merge:postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: seen | timestamp(3) without time zone | touch | timestamp without time zone

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS timestamp without time zone))) AS
s ("id", "seen") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
