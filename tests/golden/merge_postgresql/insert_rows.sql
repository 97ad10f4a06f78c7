-- Several rows in one statement.
--
-- dialect: merge:postgresql
-- mode: insert
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | replace | character varying
-- column: price | numeric(10,2) | replace | numeric
-- rows: 3

-- statement
INSERT INTO "shop"."products" ("id", "name", "price")
VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS numeric)),
(?, ?, ?), (?, ?, ?);
