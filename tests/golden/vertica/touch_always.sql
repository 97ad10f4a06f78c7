-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: vertica
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: stock | int | add | int
-- column: price | numeric(10,2) | replace | numeric(10,2)
-- column: seen | timestamp | touch | timestamp

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS int) AS "stock", CAST(? AS
numeric(10,2)) AS "price", CAST(? AS timestamp) AS "seen") AS s ON t."id" =
s."id"
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
