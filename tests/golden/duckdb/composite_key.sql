-- The key has two columns, which do not come first.
--
-- dialect: duckdb
-- mode: upsert
-- schema: main
-- table: products
-- column: note | VARCHAR | replace | VARCHAR
-- column: code | VARCHAR | key | VARCHAR
-- column: at | TIMESTAMP | replace | TIMESTAMP
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "main"."products" AS t
USING (VALUES (CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS TIMESTAMP),
CAST(? AS INTEGER))) AS s ("note", "code", "at", "region") ON t."code" =
s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" IS DISTINCT
FROM s."note" OR t."at" IS DISTINCT
FROM s."at") THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
