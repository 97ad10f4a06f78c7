-- The key has two columns, which do not come first.
--
-- dialect: merge:postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: note | character varying(20) | replace | character varying
-- column: code | character varying(20) | key | character varying
-- column: at | timestamp(3) without time zone | replace | timestamp without time zone
-- column: region | integer | key | integer

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS character varying), CAST(? AS character varying),
CAST(? AS timestamp without time zone), CAST(? AS integer))) AS s ("note",
"code", "at", "region") ON t."code" = s."code" AND t."region" = s."region"
WHEN MATCHED AND (t."note" COLLATE "C" IS DISTINCT
FROM (CAST(s."note" AS character varying)) COLLATE "C" OR t."at" IS DISTINCT
FROM (CAST(s."at" AS timestamp(3) without time zone))) THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
