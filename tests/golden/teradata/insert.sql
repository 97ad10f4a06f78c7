-- A row whose key is there is an error.
--
-- dialect: teradata
-- mode: insert
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
INSERT INTO "shop"."products" ("id", "name", "price")
VALUES (?, ?, ?);
