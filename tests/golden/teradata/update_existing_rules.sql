-- The rules, where a column of the key is NULL.
--
-- dialect: teradata
-- mode: update_existing
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | key_null | VARCHAR(21)
-- column: note | VARCHAR(20) | append | VARCHAR(21)
-- column: price | DECIMAL(10,2) | add | DECIMAL(10,2)
-- column: stock | INTEGER | greatest | INTEGER
-- column: score | INTEGER | sql: new.score - 1 | INTEGER

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?, ?, ?, ?, ?) AS s ("id", "name", "note", "price", "stock",
"score") ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + CAST(s."price" AS DECIMAL(10,2)), CAST(s."price" AS
DECIMAL(10,2)), t."price"), "stock" = CASE
WHEN CAST(s."stock" AS INTEGER) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS INTEGER) ELSE t."stock" END, "score" = (CAST(s."score" AS
INTEGER) - 1);
