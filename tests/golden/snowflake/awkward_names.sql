-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: snowflake
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | NUMBER(38,0) | key | NUMBER(38,0)
-- column: q"x | VARCHAR(20) | replace | VARCHAR
-- column: b]c[ | VARCHAR(20) | replace | VARCHAR
-- column: select | VARCHAR(20) | replace | VARCHAR
-- column: Price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: why? | TIMESTAMP_NTZ(3) | replace | TIMESTAMP_NTZ(3)
-- column: it's | NUMBER(38,0) | replace | NUMBER(38,0)

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "a b", CAST(column2 AS VARCHAR)
AS "q""x", CAST(column3 AS VARCHAR) AS "b]c[", CAST(column4 AS VARCHAR) AS
"select", CAST(column5 AS NUMBER(10,2)) AS "Price", CAST(column6 AS
TIMESTAMP_NTZ(3)) AS "why?", CAST(column7 AS NUMBER(38,0)) AS "it's"
FROM
VALUES (?, ?, ?, ?, ?, ?, ?)) AS s ON t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" IS DISTINCT
FROM s."q""x" OR t."b]c[" IS DISTINCT
FROM s."b]c[" OR t."select" IS DISTINCT
FROM s."select" OR t."Price" IS DISTINCT
FROM s."Price" OR t."why?" IS DISTINCT
FROM s."why?" OR t."it's" IS DISTINCT
FROM s."it's") THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
