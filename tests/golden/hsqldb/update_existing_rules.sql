-- The rules, where a column of the key is NULL.
--
-- dialect: hsqldb
-- mode: update_existing
-- newer: stock
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | key_null | VARCHAR(21)
-- column: note | VARCHAR(20) | append | VARCHAR(21)
-- column: price | DECIMAL(10,2) | add | DECIMAL(10,2)
-- column: stock | INTEGER | greatest | INTEGER
-- column: score | INTEGER | sql: new.score - 1 | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS
VARCHAR(21)), CAST(? AS DECIMAL(10,2)), CAST(? AS INTEGER), CAST(? AS INTEGER),
CAST(? AS TIMESTAMP(3)))) AS s ("id", "name", "note", "price", "stock",
"score", "seen") ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (CAST(s."stock" AS INTEGER) > t."stock" OR (t."stock" IS NULL
AND CAST(s."stock" AS INTEGER) IS NOT NULL)) AND (t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR
OCTET_LENGTH(t."note") IS DISTINCT
FROM OCTET_LENGTH(CAST(COALESCE(t."note" || s."note", s."note", t."note") AS
VARCHAR(20))) OR t."price" IS DISTINCT
FROM COALESCE(t."price" + CAST(s."price" AS DECIMAL(10,2)), CAST(s."price" AS
DECIMAL(10,2)), t."price") OR t."stock" IS DISTINCT
FROM CASE
WHEN CAST(s."stock" AS INTEGER) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS INTEGER) ELSE t."stock" END OR t."score" IS DISTINCT
FROM CAST((CAST(s."score" AS INTEGER) - 1) AS INTEGER)) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + CAST(s."price" AS DECIMAL(10,2)), CAST(s."price" AS
DECIMAL(10,2)), t."price"), "stock" = CASE
WHEN CAST(s."stock" AS INTEGER) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS INTEGER) ELSE t."stock" END, "score" = (CAST(s."score" AS
INTEGER) - 1), "seen" = s."seen";
