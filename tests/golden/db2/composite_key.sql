-- The key has two columns, which do not come first.
--
-- dialect: db2
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: note | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: code | VARCHAR(20 OCTETS) | key | VARCHAR(21 OCTETS)
-- column: at | TIMESTAMP(3) | replace | TIMESTAMP(3)
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS VARCHAR(21 OCTETS)),
CAST(? AS TIMESTAMP(3)), CAST(? AS INTEGER))) AS s ("note", "code", "at",
"region") ON t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" IS DISTINCT
FROM s."note" OR LENGTH(t."note") IS DISTINCT
FROM LENGTH(CAST(s."note" AS VARCHAR(20 OCTETS))) OR t."at" IS DISTINCT
FROM s."at") THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
