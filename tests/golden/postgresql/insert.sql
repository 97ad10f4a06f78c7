-- A row whose key is there is an error.
--
-- dialect: postgresql
-- mode: insert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace

-- statement
INSERT INTO "shop"."products" AS t ("id", "name", "price")
VALUES (?, ?, ?);
