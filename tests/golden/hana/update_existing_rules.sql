-- The rules, where a column of the key is NULL.
--
-- dialect: hana
-- mode: update_existing
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | key_null | NVARCHAR(21)
-- column: note | NVARCHAR(20) | append | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | add | DECIMAL(10,2)
-- column: stock | INTEGER | greatest | INTEGER
-- column: score | INTEGER | sql: new.score - 1 | INTEGER
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS NVARCHAR(21)) AS "note", CAST(? AS DECIMAL(10,2)) AS "price", CAST(?
AS INTEGER) AS "stock", CAST(? AS INTEGER) AS "score", CAST(? AS TIMESTAMP) AS
"seen"
FROM DUMMY) AS s ON t."id" = s."id" AND t."name" IS NULL
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
END IS NULL) OR t."score" <> CAST((s."score" - 1) AS INTEGER) OR (t."score" IS
NULL AND CAST((s."score" - 1) AS INTEGER) IS NOT NULL) OR (t."score" IS NOT
NULL AND CAST((s."score" - 1) AS INTEGER) IS NULL)) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + s."price", s."price", t."price"), "stock" = CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END, "score" = (s."score" - 1), "seen" = s."seen";
