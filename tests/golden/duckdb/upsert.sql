-- A new key is inserted; a key that is there is updated where that changes it.
--
-- dialect: duckdb
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR | replace | VARCHAR
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "main"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM s."name" OR t."price" IS DISTINCT
FROM CAST(s."price" AS DECIMAL(10,2))) THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
