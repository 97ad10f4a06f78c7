-- Several rows in one statement.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- rows: 3

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS VARCHAR2(21 BYTE)) AS
"name", CAST(? AS NUMBER(10,2)) AS "price"
FROM DUAL UNION ALL
SELECT CAST(? AS NUMBER(10,0)), CAST(? AS VARCHAR2(21 BYTE)), CAST(? AS
NUMBER(10,2))
FROM DUAL UNION ALL
SELECT CAST(? AS NUMBER(10,0)), CAST(? AS VARCHAR2(21 BYTE)), CAST(? AS
NUMBER(10,2))
FROM DUAL) s ON (t."id" = s."id")
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHERE (DECODE(t."name", s."name", 0, 1) = 1 OR DECODE(t."price", s."price", 0,
1) = 1)
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
