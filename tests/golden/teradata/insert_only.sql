-- A column that an update leaves alone.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | insert_only | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?, ?) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
