-- Nothing else could change.
--
-- dialect: db2
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS TIMESTAMP(3)))) AS s ("id",
"seen") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
