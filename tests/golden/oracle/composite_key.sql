-- The key has two columns, which do not come first.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: note | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: code | VARCHAR2(20 BYTE) | key | VARCHAR2(21 BYTE)
-- column: at | TIMESTAMP(3) | replace | TIMESTAMP(3)
-- column: region | NUMBER(10,0) | key | NUMBER(10,0)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS VARCHAR2(21 BYTE)) AS "note", CAST(? AS VARCHAR2(21
BYTE)) AS "code", CAST(? AS TIMESTAMP(3)) AS "at", CAST(? AS NUMBER(10,0)) AS
"region"
FROM DUAL) s ON (t."code" = s."code" AND t."region" = s."region")
WHEN MATCHED THEN UPDATE
SET "note" = s."note", "at" = s."at"
WHERE (DECODE(t."note", s."note", 0, 1) = 1 OR DECODE(t."at", s."at", 0, 1) =
1)
WHEN NOT MATCHED THEN INSERT ("note", "code", "at", "region")
VALUES (s."note", s."code", s."at", s."region");
