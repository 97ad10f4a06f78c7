-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | int

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id") AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
