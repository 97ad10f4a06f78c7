-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: merge:postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key | integer

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer))) AS s ("id") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
