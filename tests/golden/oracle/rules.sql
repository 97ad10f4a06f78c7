-- What a row that is there gets, by every rule.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | keep_if_null | VARCHAR2(21 BYTE)
-- column: note | VARCHAR2(20 BYTE) | append | VARCHAR2(21 BYTE)
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: stock | NUMBER(10,0) | add | NUMBER(10,0)
-- column: best | NUMBER(10,2) | greatest | NUMBER(10,2)
-- column: worst | NUMBER(10,2) | least | NUMBER(10,2)
-- column: score | NUMBER(10,0) | sql: OLD.score * 2 + new."stock" | NUMBER(10,0)
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS VARCHAR2(21 BYTE)) AS
"name", CAST(? AS VARCHAR2(21 BYTE)) AS "note", CAST(? AS NUMBER(10,2)) AS
"price", CAST(? AS NUMBER(10,0)) AS "stock", CAST(? AS NUMBER(10,2)) AS "best",
CAST(? AS NUMBER(10,2)) AS "worst", CAST(? AS NUMBER(10,0)) AS "score", CAST(?
AS TIMESTAMP(3)) AS "seen"
FROM DUAL) s ON (t."id" = s."id")
WHEN MATCHED THEN UPDATE
SET "name" = COALESCE(s."name", t."name"), "note" = COALESCE(t."note" ||
s."note", s."note", t."note"), "price" = s."price", "stock" =
COALESCE(t."stock" + s."stock", s."stock", t."stock"), "best" = CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END,
"worst" = CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END, "score" = (t."score" * 2 + s."stock"), "seen" = s."seen"
WHERE (DECODE(t."name", COALESCE(s."name", t."name"), 0, 1) = 1 OR
DECODE(t."note", COALESCE(t."note" || s."note", s."note", t."note"), 0, 1) = 1
OR DECODE(t."price", s."price", 0, 1) = 1 OR DECODE(t."stock",
COALESCE(t."stock" + s."stock", s."stock", t."stock"), 0, 1) = 1 OR
DECODE(t."best", CASE
WHEN s."best" > t."best" OR t."best" IS NULL THEN s."best" ELSE t."best" END,
0, 1) = 1 OR DECODE(t."worst", CASE
WHEN s."worst" < t."worst" OR t."worst" IS NULL THEN s."worst" ELSE t."worst"
END, 0, 1) = 1 OR DECODE(t."score", CAST((t."score" * 2 + s."stock") AS
NUMBER(10,0)), 0, 1) = 1)
WHEN NOT MATCHED THEN INSERT ("id", "name", "note", "price", "stock", "best",
"worst", "score", "seen")
VALUES (s."id", s."name", s."note", s."price", s."stock", s."best", s."worst",
s."score", s."seen");
