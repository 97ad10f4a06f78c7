-- What a row that is there gets, by every rule.
--
-- dialect: hana
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | keep_if_null | NVARCHAR(21)
-- column: note | NVARCHAR(20) | append | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: stock | INTEGER | add | INTEGER
-- column: best | DECIMAL(10,2) | greatest | DECIMAL(10,2)
-- column: worst | DECIMAL(10,2) | least | DECIMAL(10,2)
-- column: score | INTEGER | sql: OLD.score * 2 + new."stock" | INTEGER
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS NVARCHAR(21)) AS "note", CAST(? AS DECIMAL(10,2)) AS "price", CAST(?
AS INTEGER) AS "stock", CAST(? AS DECIMAL(10,2)) AS "best", CAST(? AS
DECIMAL(10,2)) AS "worst", CAST(? AS INTEGER) AS "score", CAST(? AS TIMESTAMP)
AS "seen"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."name" <> COALESCE(s."name", t."name") OR (t."name" IS NULL
AND COALESCE(s."name", t."name") IS NOT NULL) OR (t."name" IS NOT NULL AND
COALESCE(s."name", t."name") IS NULL) OR t."note" <> COALESCE(t."note" ||
s."note", s."note", t."note") OR (t."note" IS NULL AND COALESCE(t."note" ||
s."note", s."note", t."note") IS NOT NULL) OR (t."note" IS NOT NULL AND
COALESCE(t."note" || s."note", s."note", t."note") IS NULL) OR t."price" <>
s."price" OR (t."price" IS NULL AND s."price" IS NOT NULL) OR (t."price" IS NOT
NULL AND s."price" IS NULL) OR t."stock" <> COALESCE(t."stock" + s."stock",
s."stock", t."stock") OR (t."stock" IS NULL AND COALESCE(t."stock" + s."stock",
s."stock", t."stock") IS NOT NULL) OR (t."stock" IS NOT NULL AND
COALESCE(t."stock" + s."stock", s."stock", t."stock") IS NULL) OR t."best" <>
CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END OR
(t."best" IS NULL AND CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END IS
NOT NULL) OR (t."best" IS NOT NULL AND CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END IS
NULL) OR t."worst" <> CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END OR (t."worst" IS NULL AND CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END IS NOT NULL) OR (t."worst" IS NOT NULL AND CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END IS NULL) OR t."score" <> CAST((t."score" * 2 + s."stock") AS INTEGER) OR
(t."score" IS NULL AND CAST((t."score" * 2 + s."stock") AS INTEGER) IS NOT
NULL) OR (t."score" IS NOT NULL AND CAST((t."score" * 2 + s."stock") AS
INTEGER) IS NULL)) THEN UPDATE
SET "name" = COALESCE(s."name", t."name"), "note" = COALESCE(t."note" ||
s."note", s."note", t."note"), "price" = s."price", "stock" =
COALESCE(t."stock" + s."stock", s."stock", t."stock"), "best" = CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END,
"worst" = CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END, "score" = (t."score" * 2 + s."stock"), "seen" = s."seen"
WHEN NOT MATCHED THEN INSERT ("id", "name", "note", "price", "stock", "best",
"worst", "score", "seen")
VALUES (s."id", s."name", s."note", s."price", s."stock", s."best", s."worst",
s."score", s."seen");
