-- Several rows in one statement.
--
-- dialect: db2
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2))), (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2))), (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM s."name" OR LENGTH(t."name") IS DISTINCT
FROM LENGTH(CAST(s."name" AS VARCHAR(20 OCTETS))) OR t."price" IS DISTINCT
FROM s."price") THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
