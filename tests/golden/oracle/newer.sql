-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: oracle
-- mode: upsert
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: stock | NUMBER(10,0) | replace | NUMBER(10,0)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS VARCHAR2(21 BYTE)) AS
"name", CAST(? AS NUMBER(10,0)) AS "stock"
FROM DUAL) s ON (t."id" = s."id")
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHERE (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS NOT NULL))
AND (DECODE(t."name", s."name", 0, 1) = 1 OR DECODE(t."stock", s."stock", 0, 1)
= 1)
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
