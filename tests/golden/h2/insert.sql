-- A row whose key is there is an error.
--
-- dialect: h2
-- mode: insert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: price | NUMERIC(10, 2) | replace | NUMERIC(10, 2)

-- statement
INSERT INTO "PUBLIC"."products" ("id", "name", "price")
VALUES (CAST(? AS INTEGER), CAST(? AS CHARACTER VARYING), CAST(? AS NUMERIC(10,
2)));
