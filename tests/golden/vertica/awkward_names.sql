-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: vertica
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | int | key | int
-- column: q"x | varchar(20) | replace | varchar(21)
-- column: b]c[ | varchar(20) | replace | varchar(21)
-- column: select | varchar(20) | replace | varchar(21)
-- column: Price | numeric(10,2) | replace | numeric(10,2)
-- column: why? | timestamp | replace | timestamp
-- column: it's | int | replace | int

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (SELECT CAST(? AS int) AS "a b", CAST(? AS varchar(21)) AS "q""x", CAST(?
AS varchar(21)) AS "b]c[", CAST(? AS varchar(21)) AS "select", CAST(? AS
numeric(10,2)) AS "Price", CAST(? AS timestamp) AS "why?", CAST(? AS int) AS
"it's") AS s ON t."a b" = s."a b"
WHEN MATCHED AND (t."q""x" <> s."q""x" OR (t."q""x" IS NULL AND s."q""x" IS NOT
NULL) OR (t."q""x" IS NOT NULL AND s."q""x" IS NULL) OR t."b]c[" <> s."b]c[" OR
(t."b]c[" IS NULL AND s."b]c[" IS NOT NULL) OR (t."b]c[" IS NOT NULL AND
s."b]c[" IS NULL) OR t."select" <> s."select" OR (t."select" IS NULL AND
s."select" IS NOT NULL) OR (t."select" IS NOT NULL AND s."select" IS NULL) OR
t."Price" <> s."Price" OR (t."Price" IS NULL AND s."Price" IS NOT NULL) OR
(t."Price" IS NOT NULL AND s."Price" IS NULL) OR t."why?" <> s."why?" OR
(t."why?" IS NULL AND s."why?" IS NOT NULL) OR (t."why?" IS NOT NULL AND
s."why?" IS NULL) OR t."it's" <> s."it's" OR (t."it's" IS NULL AND s."it's" IS
NOT NULL) OR (t."it's" IS NOT NULL AND s."it's" IS NULL)) THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
