-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: duckdb
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | INTEGER | key | INTEGER
-- column: q"x | VARCHAR | replace | VARCHAR
-- column: b]c[ | VARCHAR | replace | VARCHAR
-- column: select | VARCHAR | replace | VARCHAR
-- column: Price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: why? | TIMESTAMP | replace | TIMESTAMP
-- column: it's | INTEGER | replace | INTEGER

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR), CAST(? AS VARCHAR),
CAST(? AS VARCHAR), CAST(? AS DECIMAL(10,2)), CAST(? AS TIMESTAMP), CAST(? AS
INTEGER))) AS s ("a b", "q""x", "b]c[", "select", "Price", "why?", "it's") ON
t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" IS DISTINCT
FROM s."q""x" OR t."b]c[" IS DISTINCT
FROM s."b]c[" OR t."select" IS DISTINCT
FROM s."select" OR t."Price" IS DISTINCT
FROM CAST(s."Price" AS DECIMAL(10,2)) OR t."why?" IS DISTINCT
FROM s."why?" OR t."it's" IS DISTINCT
FROM CAST(s."it's" AS INTEGER)) THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
