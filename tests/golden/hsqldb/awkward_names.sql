-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: hsqldb
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | INTEGER | key | INTEGER
-- column: q"x | VARCHAR(20) | replace | VARCHAR(21)
-- column: b]c[ | VARCHAR(20) | replace | VARCHAR(21)
-- column: select | VARCHAR(20) | replace | VARCHAR(21)
-- column: Price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: why? | TIMESTAMP(3) | replace | TIMESTAMP(3)
-- column: it's | INTEGER | replace | INTEGER

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS
VARCHAR(21)), CAST(? AS VARCHAR(21)), CAST(? AS DECIMAL(10,2)), CAST(? AS
TIMESTAMP(3)), CAST(? AS INTEGER))) AS s ("a b", "q""x", "b]c[", "select",
"Price", "why?", "it's") ON t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" IS DISTINCT
FROM s."q""x" OR OCTET_LENGTH(t."q""x") IS DISTINCT
FROM OCTET_LENGTH(CAST(s."q""x" AS VARCHAR(20))) OR t."b]c[" IS DISTINCT
FROM s."b]c[" OR OCTET_LENGTH(t."b]c[") IS DISTINCT
FROM OCTET_LENGTH(CAST(s."b]c[" AS VARCHAR(20))) OR t."select" IS DISTINCT
FROM s."select" OR OCTET_LENGTH(t."select") IS DISTINCT
FROM OCTET_LENGTH(CAST(s."select" AS VARCHAR(20))) OR t."Price" IS DISTINCT
FROM CAST(s."Price" AS DECIMAL(10,2)) OR t."why?" IS DISTINCT
FROM CAST(s."why?" AS TIMESTAMP(3)) OR t."it's" IS DISTINCT
FROM CAST(s."it's" AS INTEGER)) THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
