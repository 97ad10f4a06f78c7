-- The rules, where a column of the key is NULL.
--
-- dialect: oracle
-- mode: update_existing
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | key_null | VARCHAR2(21 BYTE)
-- column: note | VARCHAR2(20 BYTE) | append | VARCHAR2(21 BYTE)
-- column: price | NUMBER(10,2) | add | NUMBER(10,2)
-- column: stock | NUMBER(10,0) | greatest | NUMBER(10,0)
-- column: score | NUMBER(10,0) | sql: new.score - 1 | NUMBER(10,0)
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS VARCHAR2(21 BYTE)) AS
"name", CAST(? AS VARCHAR2(21 BYTE)) AS "note", CAST(? AS NUMBER(10,2)) AS
"price", CAST(? AS NUMBER(10,0)) AS "stock", CAST(? AS NUMBER(10,0)) AS
"score", CAST(? AS TIMESTAMP(3)) AS "seen"
FROM DUAL) s ON (t."id" = s."id" AND t."name" IS NULL)
WHEN MATCHED THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + s."price", s."price", t."price"), "stock" = CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END, "score" = (s."score" - 1), "seen" = s."seen"
WHERE (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS NOT NULL))
AND (DECODE(t."note", COALESCE(t."note" || s."note", s."note", t."note"), 0, 1)
= 1 OR DECODE(t."price", COALESCE(t."price" + s."price", s."price", t."price"),
0, 1) = 1 OR DECODE(t."stock", CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END, 0, 1) = 1 OR DECODE(t."score", CAST((s."score" - 1) AS NUMBER(10,0)), 0,
1) = 1);
