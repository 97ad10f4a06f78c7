-- A row whose key is there is passed over.
--
-- dialect: duckdb
-- mode: insert_missing
-- schema: main
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR | replace | VARCHAR
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "main"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
