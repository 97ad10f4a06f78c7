-- A row whose key is there is passed over.
--
-- dialect: db2
-- mode: insert_missing
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
