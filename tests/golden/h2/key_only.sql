-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: h2
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER))) AS s ("id") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
