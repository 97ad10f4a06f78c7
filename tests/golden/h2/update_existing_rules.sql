-- The rules, where a column of the key is NULL.
--
-- dialect: h2
-- mode: update_existing
-- newer: stock
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | CHARACTER VARYING(20) | key_null | CHARACTER VARYING
-- column: note | CHARACTER VARYING(20) | append | CHARACTER VARYING
-- column: price | NUMERIC(10, 2) | add | NUMERIC(10, 2)
-- column: stock | INTEGER | greatest | INTEGER
-- column: score | INTEGER | sql: new.score - 1 | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(9)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS CHARACTER VARYING), CAST(? AS
CHARACTER VARYING), CAST(? AS NUMERIC(10, 2)), CAST(? AS INTEGER), CAST(? AS
INTEGER), CAST(? AS TIMESTAMP(9)))) AS s ("id", "name", "note", "price",
"stock", "score", "seen") ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (CAST(s."stock" AS INTEGER) > t."stock" OR (t."stock" IS NULL
AND CAST(s."stock" AS INTEGER) IS NOT NULL)) AND (t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR t."price" IS
DISTINCT
FROM COALESCE(t."price" + CAST(s."price" AS NUMERIC(10, 2)), CAST(s."price" AS
NUMERIC(10, 2)), t."price") OR t."stock" IS DISTINCT
FROM CASE
WHEN CAST(s."stock" AS INTEGER) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS INTEGER) ELSE t."stock" END OR t."score" IS DISTINCT
FROM CAST((CAST(s."score" AS INTEGER) - 1) AS INTEGER)) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + CAST(s."price" AS NUMERIC(10, 2)), CAST(s."price" AS
NUMERIC(10, 2)), t."price"), "stock" = CASE
WHEN CAST(s."stock" AS INTEGER) > t."stock" OR t."stock" IS NULL THEN
CAST(s."stock" AS INTEGER) ELSE t."stock" END, "score" = (CAST(s."score" AS
INTEGER) - 1), "seen" = s."seen";
