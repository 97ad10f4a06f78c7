-- The rules, where a column of the key is NULL.
--
-- dialect: vertica
-- mode: update_existing
-- newer: stock
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | key_null | varchar(21)
-- column: note | varchar(20) | append | varchar(21)
-- column: price | numeric(10,2) | add | numeric(10,2)
-- column: stock | int | greatest | int
-- column: score | int | sql: new.score - 1 | int
-- column: seen | timestamp | touch | timestamp

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS varchar(21)) AS "note", CAST(? AS numeric(10,2)) AS "price", CAST(? AS int)
AS "stock", CAST(? AS int) AS "score", CAST(? AS timestamp) AS "seen") AS s ON
t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."note" <> COALESCE(t."note" || s."note", s."note", t."note")
OR (t."note" IS NULL AND COALESCE(t."note" || s."note", s."note", t."note") IS
NOT NULL) OR (t."note" IS NOT NULL AND COALESCE(t."note" || s."note", s."note",
t."note") IS NULL) OR t."price" <> COALESCE(t."price" + s."price", s."price",
t."price") OR (t."price" IS NULL AND COALESCE(t."price" + s."price", s."price",
t."price") IS NOT NULL) OR (t."price" IS NOT NULL AND COALESCE(t."price" +
s."price", s."price", t."price") IS NULL) OR t."stock" <> CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END OR (t."stock" IS NULL AND CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END IS NOT NULL) OR (t."stock" IS NOT NULL AND CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END IS NULL) OR t."score" <> CAST((s."score" - 1) AS int) OR (t."score" IS NULL
AND CAST((s."score" - 1) AS int) IS NOT NULL) OR (t."score" IS NOT NULL AND
CAST((s."score" - 1) AS int) IS NULL)) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + s."price", s."price", t."price"), "stock" = CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END, "score" = (s."score" - 1), "seen" = s."seen";
