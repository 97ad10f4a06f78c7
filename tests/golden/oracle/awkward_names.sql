-- Names with a space, brackets, a question mark, capitals, an apostrophe, and a
-- keyword. A double quote cannot stand in a name.
--
-- dialect: oracle
-- mode: upsert
-- schema: My schema
-- table: Order; --?
-- column: a b | NUMBER(10,0) | key | NUMBER(10,0)
-- column: b]c[ | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: select | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: Price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: why? | TIMESTAMP(3) | replace | TIMESTAMP(3)
-- column: it's | NUMBER(10,0) | replace | NUMBER(10,0)

-- statement
MERGE INTO "My schema"."Order; --?" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "a b", CAST(? AS VARCHAR2(21 BYTE)) AS
"b]c[", CAST(? AS VARCHAR2(21 BYTE)) AS "select", CAST(? AS NUMBER(10,2)) AS
"Price", CAST(? AS TIMESTAMP(3)) AS "why?", CAST(? AS NUMBER(10,0)) AS "it's"
FROM DUAL) s ON (t."a b" = s."a b")
WHEN MATCHED THEN UPDATE
SET "b]c[" = s."b]c[", "select" = s."select", "Price" = s."Price", "why?" =
s."why?", "it's" = s."it's"
WHERE (DECODE(t."b]c[", s."b]c[", 0, 1) = 1 OR DECODE(t."select", s."select",
0, 1) = 1 OR DECODE(t."Price", s."Price", 0, 1) = 1 OR DECODE(t."why?",
s."why?", 0, 1) = 1 OR DECODE(t."it's", s."it's", 0, 1) = 1)
WHEN NOT MATCHED THEN INSERT ("a b", "b]c[", "select", "Price", "why?", "it's")
VALUES (s."a b", s."b]c[", s."select", s."Price", s."why?", s."it's");
