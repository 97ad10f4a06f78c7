-- The key has two columns, which do not come first.
--
-- dialect: hana
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: note | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: code | NVARCHAR(20) | key | NVARCHAR(21)
-- column: at | TIMESTAMP | replace | TIMESTAMP
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS NVARCHAR(21)) AS "note", CAST(? AS NVARCHAR(21)) AS
"code", CAST(? AS TIMESTAMP) AS "at", CAST(? AS INTEGER) AS "region"
FROM DUMMY) AS s ON t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" <> s."note" OR (t."note" IS NULL AND s."note" IS NOT
NULL) OR (t."note" IS NOT NULL AND s."note" IS NULL) OR t."at" <> s."at" OR
(t."at" IS NULL AND s."at" IS NOT NULL) OR (t."at" IS NOT NULL AND s."at" IS
NULL)) THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
