-- Several rows in one statement.
--
-- dialect: postgresql
-- mode: insert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace
-- rows: 3

-- statement
INSERT INTO "shop"."products" AS t ("id", "name", "price")
VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?);
