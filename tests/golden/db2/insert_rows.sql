-- Several rows in one statement.
--
-- dialect: db2
-- mode: insert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
INSERT INTO "SHOP"."products" ("id", "name", "price")
VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2))), (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2))), (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2)));
