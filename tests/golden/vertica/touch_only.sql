-- Nothing else could change.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: seen | timestamp | touch | timestamp

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS timestamp) AS "seen") AS s ON
t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
