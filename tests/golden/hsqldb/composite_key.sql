-- The key has two columns, which do not come first.
--
-- dialect: hsqldb
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: note | VARCHAR(20) | replace | VARCHAR(21)
-- column: code | VARCHAR(20) | key | VARCHAR(21)
-- column: at | TIMESTAMP(3) | replace | TIMESTAMP(3)
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS VARCHAR(21)), CAST(? AS VARCHAR(21)), CAST(? AS
TIMESTAMP(3)), CAST(? AS INTEGER))) AS s ("note", "code", "at", "region") ON
t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" IS DISTINCT
FROM s."note" OR OCTET_LENGTH(t."note") IS DISTINCT
FROM OCTET_LENGTH(CAST(s."note" AS VARCHAR(20))) OR t."at" IS DISTINCT
FROM CAST(s."at" AS TIMESTAMP(3))) THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
