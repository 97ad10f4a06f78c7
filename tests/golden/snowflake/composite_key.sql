-- The key has two columns, which do not come first.
--
-- dialect: snowflake
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: note | VARCHAR(20) | replace | VARCHAR
-- column: code | VARCHAR(20) | key | VARCHAR
-- column: at | TIMESTAMP_NTZ(3) | replace | TIMESTAMP_NTZ(3)
-- column: region | NUMBER(38,0) | key | NUMBER(38,0)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS VARCHAR) AS "note", CAST(column2 AS VARCHAR) AS
"code", CAST(column3 AS TIMESTAMP_NTZ(3)) AS "at", CAST(column4 AS
NUMBER(38,0)) AS "region"
FROM
VALUES (?, ?, ?, ?)) AS s ON t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" IS DISTINCT
FROM s."note" OR t."at" IS DISTINCT
FROM s."at") THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
