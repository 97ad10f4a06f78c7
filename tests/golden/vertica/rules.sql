-- What a row that is there gets, by every rule.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | keep_if_null | varchar(21)
-- column: note | varchar(20) | append | varchar(21)
-- column: price | numeric(10,2) | replace | numeric(10,2)
-- column: stock | int | add | int
-- column: best | numeric(10,2) | greatest | numeric(10,2)
-- column: worst | numeric(10,2) | least | numeric(10,2)
-- column: score | int | sql: OLD.score * 2 + new."stock" | int
-- column: seen | timestamp | touch | timestamp

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS varchar(21)) AS "note", CAST(? AS numeric(10,2)) AS "price", CAST(? AS int)
AS "stock", CAST(? AS numeric(10,2)) AS "best", CAST(? AS numeric(10,2)) AS
"worst", CAST(? AS int) AS "score", CAST(? AS timestamp) AS "seen") AS s ON
t."id" = s."id"
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
END IS NULL) OR t."score" <> CAST((t."score" * 2 + s."stock") AS int) OR
(t."score" IS NULL AND CAST((t."score" * 2 + s."stock") AS int) IS NOT NULL) OR
(t."score" IS NOT NULL AND CAST((t."score" * 2 + s."stock") AS int) IS NULL))
THEN UPDATE
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
