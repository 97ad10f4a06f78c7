-- A row whose key is not there is passed over.
--
-- dialect: duckdb
-- mode: update_existing
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
SET "name" = s."name", "price" = s."price";
