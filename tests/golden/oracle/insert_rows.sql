-- Several rows in one statement.
--
-- dialect: oracle
-- mode: insert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- rows: 3

-- statement
INSERT INTO "SHOP"."products" ("id", "name", "price")
SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS VARCHAR2(21 BYTE)) AS "name",
CAST(? AS NUMBER(10,2)) AS "price"
FROM DUAL UNION ALL
SELECT CAST(? AS NUMBER(10,0)), CAST(? AS VARCHAR2(21 BYTE)), CAST(? AS
NUMBER(10,2))
FROM DUAL UNION ALL
SELECT CAST(? AS NUMBER(10,0)), CAST(? AS VARCHAR2(21 BYTE)), CAST(? AS
NUMBER(10,2))
FROM DUAL;
