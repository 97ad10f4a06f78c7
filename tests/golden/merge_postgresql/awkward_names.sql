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
WHEN MATCHED AND (CAST(ROW(t."q""x", t."b]c[", t."select", t."Price", t."why?",
t."it's") AS record) *<> CAST(ROW(CAST(s."q""x" AS character varying),
CAST(s."b]c[" AS character varying), CAST(s."select" AS character varying),
CAST(s."Price" AS numeric(10,2)), CAST(s."why?" AS timestamp(3) without time
zone), CAST(s."it's" AS integer)) AS record)) THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
