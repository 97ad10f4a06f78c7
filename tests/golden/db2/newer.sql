-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: db2
-- mode: upsert
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: stock | INTEGER | replace | INTEGER

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
INTEGER))) AS s ("id", "name", "stock") ON t."id" = s."id"
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."name" IS DISTINCT
FROM s."name" OR LENGTH(t."name") IS DISTINCT
FROM LENGTH(CAST(s."name" AS VARCHAR(20 OCTETS))) OR t."stock" IS DISTINCT
FROM s."stock") THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
