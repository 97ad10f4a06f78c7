-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: h2
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | INTEGER | key | INTEGER
-- column: q"x | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: b]c[ | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: select | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: Price | NUMERIC(10, 2) | replace | NUMERIC(10, 2)
-- column: why? | TIMESTAMP(3) | replace | TIMESTAMP(9)
-- column: it's | INTEGER | replace | INTEGER

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS CHARACTER VARYING), CAST(? AS
CHARACTER VARYING), CAST(? AS CHARACTER VARYING), CAST(? AS NUMERIC(10, 2)),
CAST(? AS TIMESTAMP(9)), CAST(? AS INTEGER))) AS s ("a b", "q""x", "b]c[",
"select", "Price", "why?", "it's") ON t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" IS DISTINCT
FROM s."q""x" OR t."b]c[" IS DISTINCT
FROM s."b]c[" OR t."select" IS DISTINCT
FROM s."select" OR t."Price" IS DISTINCT
FROM CAST(s."Price" AS NUMERIC(10, 2)) OR t."why?" IS DISTINCT
FROM CAST(s."why?" AS TIMESTAMP(3)) OR t."it's" IS DISTINCT
FROM CAST(s."it's" AS INTEGER)) THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
