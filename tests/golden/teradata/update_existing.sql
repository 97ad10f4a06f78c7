-- A row whose key is not there is passed over.
--
-- dialect: teradata
-- mode: update_existing
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?, ?) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price";
