-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: hsqldb
-- mode: upsert
-- newer: stock
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: stock | INTEGER | replace | INTEGER

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS INTEGER)))
AS s ("id", "name", "stock") ON t."id" = s."id"
WHEN MATCHED AND (CAST(s."stock" AS INTEGER) > t."stock" OR (t."stock" IS NULL
AND CAST(s."stock" AS INTEGER) IS NOT NULL)) AND (t."name" IS DISTINCT
FROM s."name" OR OCTET_LENGTH(t."name") IS DISTINCT
FROM OCTET_LENGTH(CAST(s."name" AS VARCHAR(20))) OR t."stock" IS DISTINCT
FROM CAST(s."stock" AS INTEGER)) THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
