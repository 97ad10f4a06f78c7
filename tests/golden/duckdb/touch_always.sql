-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: duckdb
-- mode: upsert
-- only_changed: no
-- schema: main
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: stock | INTEGER | add | INTEGER
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "main"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS
DECIMAL(10,2)), CAST(? AS TIMESTAMP))) AS s ("id", "stock", "price", "seen") ON
t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock"
AS INTEGER), t."stock"), "price" = s."price", "seen" = CASE
WHEN t."stock" IS DISTINCT
FROM COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock" AS
INTEGER), t."stock") OR t."price" IS DISTINCT
FROM CAST(s."price" AS DECIMAL(10,2)) THEN s."seen" ELSE t."seen" END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
