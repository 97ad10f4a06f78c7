-- What a row that is there gets, by every rule.
--
-- dialect: hsqldb
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | keep_if_null | VARCHAR(21)
-- column: note | VARCHAR(20) | append | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: stock | INTEGER | add | INTEGER
-- column: best | DECIMAL(10,2) | greatest | DECIMAL(10,2)
-- column: worst | DECIMAL(10,2) | least | DECIMAL(10,2)
-- column: score | INTEGER | sql: OLD.score * 2 + new."stock" | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS
VARCHAR(21)), CAST(? AS DECIMAL(10,2)), CAST(? AS INTEGER), CAST(? AS
DECIMAL(10,2)), CAST(? AS DECIMAL(10,2)), CAST(? AS INTEGER), CAST(? AS
TIMESTAMP(3)))) AS s ("id", "name", "note", "price", "stock", "best", "worst",
"score", "seen") ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM COALESCE(s."name", t."name") OR OCTET_LENGTH(t."name") IS DISTINCT
FROM OCTET_LENGTH(CAST(COALESCE(s."name", t."name") AS VARCHAR(20))) OR
t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR
OCTET_LENGTH(t."note") IS DISTINCT
FROM OCTET_LENGTH(CAST(COALESCE(t."note" || s."note", s."note", t."note") AS
VARCHAR(20))) OR t."price" IS DISTINCT
FROM CAST(s."price" AS DECIMAL(10,2)) OR t."stock" IS DISTINCT
FROM COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock" AS
INTEGER), t."stock") OR t."best" IS DISTINCT
FROM CASE
WHEN CAST(s."best" AS DECIMAL(10,2)) > t."best" OR t."best" IS NULL THEN
CAST(s."best" AS DECIMAL(10,2)) ELSE t."best" END OR t."worst" IS DISTINCT
FROM CASE
WHEN CAST(s."worst" AS DECIMAL(10,2)) < t."worst" OR t."worst" IS NULL THEN
CAST(s."worst" AS DECIMAL(10,2)) ELSE t."worst" END OR t."score" IS DISTINCT
FROM CAST((t."score" * 2 + CAST(s."stock" AS INTEGER)) AS INTEGER)) THEN UPDATE
SET "name" = COALESCE(s."name", t."name"), "note" = COALESCE(t."note" ||
s."note", s."note", t."note"), "price" = s."price", "stock" =
COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock" AS INTEGER),
t."stock"), "best" = CASE
WHEN CAST(s."best" AS DECIMAL(10,2)) > t."best" OR t."best" IS NULL THEN
CAST(s."best" AS DECIMAL(10,2)) ELSE t."best" END, "worst" = CASE
WHEN CAST(s."worst" AS DECIMAL(10,2)) < t."worst" OR t."worst" IS NULL THEN
CAST(s."worst" AS DECIMAL(10,2)) ELSE t."worst" END, "score" = (t."score" * 2 +
CAST(s."stock" AS INTEGER)), "seen" = s."seen"
WHEN NOT MATCHED THEN INSERT ("id", "name", "note", "price", "stock", "best",
"worst", "score", "seen")
VALUES (s."id", s."name", s."note", s."price", s."stock", s."best", s."worst",
s."score", s."seen");
