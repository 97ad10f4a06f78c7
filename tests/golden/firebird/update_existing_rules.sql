-- The rules, where a column of the key is NULL.
--
-- dialect: firebird
-- mode: update_existing
-- newer: stock
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | key_null | VARCHAR(21)
-- column: note | VARCHAR(20) | append | VARCHAR(21)
-- column: price | DECIMAL(10,2) | add | DECIMAL(10,2)
-- column: stock | INTEGER | greatest | INTEGER
-- column: score | INTEGER | sql: new.score - 1 | INTEGER
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS VARCHAR(21)) AS "note", CAST(? AS DECIMAL(10,2)) AS "price", CAST(?
AS INTEGER) AS "stock", CAST(? AS INTEGER) AS "score", CAST(? AS TIMESTAMP) AS
"seen"
FROM RDB$DATABASE) AS s ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR HASH(t."note") IS
DISTINCT
FROM HASH(CAST(COALESCE(t."note" || s."note", s."note", t."note") AS
VARCHAR(20))) OR t."price" IS DISTINCT
FROM COALESCE(t."price" + s."price", s."price", t."price") OR t."stock" IS
DISTINCT
FROM CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END OR t."score" IS DISTINCT
FROM CAST((s."score" - 1) AS INTEGER)) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + s."price", s."price", t."price"), "stock" = CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END, "score" = (s."score" - 1), "seen" = s."seen";
