-- Nothing else could change.
--
-- dialect: teradata
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?) AS s ("id", "seen") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
