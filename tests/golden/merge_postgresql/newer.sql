-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: merge:postgresql
-- mode: upsert
-- newer: stock
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | replace | character varying
-- column: stock | integer | replace | integer

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
integer))) AS s ("id", "name", "stock") ON t."id" = s."id"
WHEN MATCHED AND (CAST(s."stock" AS integer) > t."stock" OR (t."stock" IS NULL
AND CAST(s."stock" AS integer) IS NOT NULL)) AND (t."name" COLLATE "C" IS
DISTINCT
FROM (CAST(s."name" AS character varying)) COLLATE "C" OR t."stock" IS DISTINCT
FROM (CAST(s."stock" AS integer))) THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
