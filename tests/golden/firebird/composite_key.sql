-- The key has two columns, which do not come first.
--
-- dialect: firebird
-- mode: upsert
-- table: products
-- column: note | VARCHAR(20) | replace | VARCHAR(21)
-- column: code | VARCHAR(20) | key | VARCHAR(21)
-- column: at | TIMESTAMP | replace | TIMESTAMP
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS VARCHAR(21)) AS "note", CAST(? AS VARCHAR(21)) AS
"code", CAST(? AS TIMESTAMP) AS "at", CAST(? AS INTEGER) AS "region"
FROM RDB$DATABASE) AS s ON t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" IS DISTINCT
FROM s."note" OR HASH(t."note") IS DISTINCT
FROM HASH(CAST(s."note" AS VARCHAR(20))) OR t."at" IS DISTINCT
FROM s."at") THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
