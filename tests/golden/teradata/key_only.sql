-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?) AS s ("id") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
