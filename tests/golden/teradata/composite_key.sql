-- The key has two columns, which do not come first.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: note | VARCHAR(20) | replace | VARCHAR(21)
-- column: code | VARCHAR(20) | key | VARCHAR(21)
-- column: at | TIMESTAMP(3) | replace | TIMESTAMP(3)
-- column: region | INTEGER | key | INTEGER

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?, ?, ?) AS s ("note", "code", "at", "region") ON t."code" =
s."code" AND t."region" = s."region"
WHEN MATCHED THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
