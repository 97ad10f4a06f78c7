-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: merge:postgresql
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | integer | key | integer
-- column: q"x | character varying(20) | replace | character varying
-- column: b]c[ | character varying(20) | replace | character varying
-- column: select | character varying(20) | replace | character varying
-- column: Price | numeric(10,2) | replace | numeric
-- column: why? | timestamp(3) without time zone | replace | timestamp without time zone
-- column: it's | integer | replace | integer

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
character varying), CAST(? AS character varying), CAST(? AS numeric), CAST(? AS
timestamp without time zone), CAST(? AS integer))) AS s ("a b", "q""x", "b]c[",
"select", "Price", "why?", "it's") ON t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" COLLATE "C" IS DISTINCT
FROM (CAST(s."q""x" AS character varying)) COLLATE "C" OR t."b]c[" COLLATE "C"
IS DISTINCT
FROM (CAST(s."b]c[" AS character varying)) COLLATE "C" OR t."select" COLLATE
"C" IS DISTINCT
FROM (CAST(s."select" AS character varying)) COLLATE "C" OR t."why?" IS
DISTINCT
FROM (CAST(s."why?" AS timestamp(3) without time zone)) OR t."it's" IS DISTINCT
FROM (CAST(s."it's" AS integer)) OR CAST(ROW(t."Price") AS record) *<>
CAST(ROW(CAST(s."Price" AS numeric(10,2))) AS record)) THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
