-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: hana
-- mode: upsert
-- only_changed: no
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: stock | INTEGER | add | INTEGER
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS INTEGER) AS "stock", CAST(?
AS DECIMAL(10,2)) AS "price", CAST(? AS TIMESTAMP) AS "seen"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + s."stock", s."stock", t."stock"), "price" =
s."price", "seen" = CASE
WHEN t."stock" <> COALESCE(t."stock" + s."stock", s."stock", t."stock") OR
(t."stock" IS NULL AND COALESCE(t."stock" + s."stock", s."stock", t."stock") IS
NOT NULL) OR (t."stock" IS NOT NULL AND COALESCE(t."stock" + s."stock",
s."stock", t."stock") IS NULL) OR t."price" <> s."price" OR (t."price" IS NULL
AND s."price" IS NOT NULL) OR (t."price" IS NOT NULL AND s."price" IS NULL)
THEN s."seen" ELSE t."seen" END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
