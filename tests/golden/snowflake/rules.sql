-- What a row that is there gets, by every rule.
--
-- dialect: snowflake
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: name | VARCHAR(20) | keep_if_null | VARCHAR
-- column: note | VARCHAR(20) | append | VARCHAR
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: stock | NUMBER(38,0) | add | NUMBER(38,0)
-- column: best | NUMBER(10,2) | greatest | NUMBER(10,2)
-- column: worst | NUMBER(10,2) | least | NUMBER(10,2)
-- column: score | NUMBER(38,0) | sql: OLD.score * 2 + new."stock" | NUMBER(38,0)
-- column: seen | TIMESTAMP_NTZ(3) | touch | TIMESTAMP_NTZ(3)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS VARCHAR)
AS "name", CAST(column3 AS VARCHAR) AS "note", CAST(column4 AS NUMBER(10,2)) AS
"price", CAST(column5 AS NUMBER(38,0)) AS "stock", CAST(column6 AS
NUMBER(10,2)) AS "best", CAST(column7 AS NUMBER(10,2)) AS "worst", CAST(column8
AS NUMBER(38,0)) AS "score", CAST(column9 AS TIMESTAMP_NTZ(3)) AS "seen"
FROM
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM COALESCE(s."name", t."name") OR t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR t."price" IS
DISTINCT
FROM s."price" OR t."stock" IS DISTINCT
FROM COALESCE(t."stock" + s."stock", s."stock", t."stock") OR t."best" IS
DISTINCT
FROM CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END OR
t."worst" IS DISTINCT
FROM CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END OR t."score" IS DISTINCT
FROM CAST((t."score" * 2 + s."stock") AS NUMBER(38,0))) THEN UPDATE
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
