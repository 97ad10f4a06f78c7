-- A column that an update leaves alone.
--
-- dialect: db2
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | insert_only | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (t."price" IS DISTINCT
FROM s."price") THEN UPDATE
SET "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
