-- Nothing else could change.
--
-- dialect: duckdb
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "main"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS TIMESTAMP))) AS s ("id", "seen")
ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
