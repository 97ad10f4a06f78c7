-- Equal rows are written, too.
--
-- dialect: hsqldb
-- mode: upsert
-- only_changed: no
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
