-- The key has two columns, which do not come first.
--
-- dialect: h2
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: note | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: code | CHARACTER VARYING(20) | key | CHARACTER VARYING
-- column: at | TIMESTAMP(3) | replace | TIMESTAMP(9)
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS CHARACTER VARYING), CAST(? AS CHARACTER VARYING),
CAST(? AS TIMESTAMP(9)), CAST(? AS INTEGER))) AS s ("note", "code", "at",
"region") ON t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" IS DISTINCT
FROM s."note" OR t."at" IS DISTINCT
FROM CAST(s."at" AS TIMESTAMP(3))) THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
