-- The same, where nothing is compared.
--
-- dialect: db2
-- mode: upsert
-- only_changed: no
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: body | CLOB(1000) | replace | CLOB(1000)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2)), CAST(? AS CLOB(1000)))) AS s ("id", "name", "price", "body") ON
t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price", "body" = s."body"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price", "body")
VALUES (s."id", s."name", s."price", s."body");
