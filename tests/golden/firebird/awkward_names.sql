-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: firebird
-- mode: upsert
-- table: Order; --?
-- column: a b | INTEGER | key | INTEGER
-- column: q"x | VARCHAR(20) | replace | VARCHAR(21)
-- column: b]c[ | VARCHAR(20) | replace | VARCHAR(21)
-- column: select | VARCHAR(20) | replace | VARCHAR(21)
-- column: Price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: why? | TIMESTAMP | replace | TIMESTAMP
-- column: it's | INTEGER | replace | INTEGER

-- statement
MERGE INTO "Order; --?" AS t
USING (SELECT CAST(? AS INTEGER) AS "a b", CAST(? AS VARCHAR(21)) AS "q""x",
CAST(? AS VARCHAR(21)) AS "b]c[", CAST(? AS VARCHAR(21)) AS "select", CAST(? AS
DECIMAL(10,2)) AS "Price", CAST(? AS TIMESTAMP) AS "why?", CAST(? AS INTEGER)
AS "it's"
FROM RDB$DATABASE) AS s ON t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" IS DISTINCT
FROM s."q""x" OR HASH(t."q""x") IS DISTINCT
FROM HASH(CAST(s."q""x" AS VARCHAR(20))) OR t."b]c[" IS DISTINCT
FROM s."b]c[" OR HASH(t."b]c[") IS DISTINCT
FROM HASH(CAST(s."b]c[" AS VARCHAR(20))) OR t."select" IS DISTINCT
FROM s."select" OR HASH(t."select") IS DISTINCT
FROM HASH(CAST(s."select" AS VARCHAR(20))) OR t."Price" IS DISTINCT
FROM s."Price" OR t."why?" IS DISTINCT
FROM s."why?" OR t."it's" IS DISTINCT
FROM s."it's") THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
