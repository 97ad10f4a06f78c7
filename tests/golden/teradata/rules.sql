-- What a row that is there gets, by every rule.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | keep_if_null | VARCHAR(21)
-- column: note | VARCHAR(20) | append | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: stock | INTEGER | add | INTEGER
-- column: best | DECIMAL(10,2) | greatest | DECIMAL(10,2)
-- column: worst | DECIMAL(10,2) | least | DECIMAL(10,2)
-- column: score | INTEGER | sql: OLD.score * 2 + new."stock" | INTEGER

-- statement
MERGE INTO "shop"."products" AS t
USING
VALUES (?, ?, ?, ?, ?, ?, ?, ?) AS s ("id", "name", "note", "price", "stock",
"best", "worst", "score") ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = COALESCE(s."name", t."name"), "note" = COALESCE(t."note" ||
s."note", s."note", t."note"), "price" = s."price", "stock" =
COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock" AS INTEGER),
t."stock"), "best" = CASE
WHEN CAST(s."best" AS DECIMAL(10,2)) > t."best" OR t."best" IS NULL THEN
CAST(s."best" AS DECIMAL(10,2)) ELSE t."best" END, "worst" = CASE
WHEN CAST(s."worst" AS DECIMAL(10,2)) < t."worst" OR t."worst" IS NULL THEN
CAST(s."worst" AS DECIMAL(10,2)) ELSE t."worst" END, "score" = (t."score" * 2 +
CAST(s."stock" AS INTEGER))
WHEN NOT MATCHED THEN INSERT ("id", "name", "note", "price", "stock", "best",
"worst", "score")
VALUES (s."id", s."name", s."note", s."price", s."stock", s."best", s."worst",
s."score");
