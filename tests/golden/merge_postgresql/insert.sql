-- A row whose key is there is an error.
--
-- dialect: merge:postgresql
-- mode: insert
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | replace | character varying
-- column: price | numeric(10,2) | replace | numeric

-- statement
INSERT INTO "shop"."products" ("id", "name", "price")
VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS numeric));
