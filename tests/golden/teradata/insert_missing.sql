-- A row whose key is there is passed over.
--
-- dialect: teradata
-- mode: insert_missing
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?, ?) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
