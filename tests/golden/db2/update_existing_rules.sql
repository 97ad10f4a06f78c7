-- The rules, where a column of the key is NULL.
--
-- dialect: db2
-- mode: update_existing
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | key_null | VARCHAR(21 OCTETS)
-- column: note | VARCHAR(20 OCTETS) | append | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | add | DECIMAL(10,2)
-- column: stock | INTEGER | greatest | INTEGER
-- column: score | INTEGER | sql: new.score - 1 | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
VARCHAR(21 OCTETS)), CAST(? AS DECIMAL(10,2)), CAST(? AS INTEGER), CAST(? AS
INTEGER), CAST(? AS TIMESTAMP(3)))) AS s ("id", "name", "note", "price",
"stock", "score", "seen") ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR LENGTH(t."note") IS
DISTINCT
FROM LENGTH(CAST(COALESCE(t."note" || s."note", s."note", t."note") AS
VARCHAR(20 OCTETS))) OR t."price" IS DISTINCT
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
