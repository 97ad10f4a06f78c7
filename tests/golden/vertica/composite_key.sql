-- The key has two columns, which do not come first.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: note | varchar(20) | replace | varchar(21)
-- column: code | varchar(20) | key | varchar(21)
-- column: at | timestamp | replace | timestamp
-- column: region | int | key | int

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS varchar(21)) AS "note", CAST(? AS varchar(21)) AS
"code", CAST(? AS timestamp) AS "at", CAST(? AS int) AS "region") AS s ON
t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" <> s."note" OR (t."note" IS NULL AND s."note" IS NOT
NULL) OR (t."note" IS NOT NULL AND s."note" IS NULL) OR t."at" <> s."at" OR
(t."at" IS NULL AND s."at" IS NOT NULL) OR (t."at" IS NOT NULL AND s."at" IS
NULL)) THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
