-- What a row that is there gets, by every rule.
--
-- dialect: firebird
-- mode: upsert
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | keep_if_null | VARCHAR(21)
-- column: note | VARCHAR(20) | append | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: stock | INTEGER | add | INTEGER
-- column: best | DECIMAL(10,2) | greatest | DECIMAL(10,2)
-- column: worst | DECIMAL(10,2) | least | DECIMAL(10,2)
-- column: score | INTEGER | sql: OLD.score * 2 + new."stock" | INTEGER
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS VARCHAR(21)) AS "note", CAST(? AS DECIMAL(10,2)) AS "price", CAST(?
AS INTEGER) AS "stock", CAST(? AS DECIMAL(10,2)) AS "best", CAST(? AS
DECIMAL(10,2)) AS "worst", CAST(? AS INTEGER) AS "score", CAST(? AS TIMESTAMP)
AS "seen"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM COALESCE(s."name", t."name") OR HASH(t."name") IS DISTINCT
FROM HASH(CAST(COALESCE(s."name", t."name") AS VARCHAR(20))) OR t."note" IS
DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR HASH(t."note") IS
DISTINCT
FROM HASH(CAST(COALESCE(t."note" || s."note", s."note", t."note") AS
VARCHAR(20))) OR t."price" IS DISTINCT
FROM s."price" OR t."stock" IS DISTINCT
FROM COALESCE(t."stock" + s."stock", s."stock", t."stock") OR t."best" IS
DISTINCT
FROM CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END OR
t."worst" IS DISTINCT
FROM CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END OR t."score" IS DISTINCT
FROM CAST((t."score" * 2 + s."stock") AS INTEGER)) THEN UPDATE
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
