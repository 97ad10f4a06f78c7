-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: hana
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | INTEGER | key | INTEGER
-- column: q"x | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: b]c[ | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: select | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: Price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: why? | TIMESTAMP | replace | TIMESTAMP
-- column: it's | INTEGER | replace | INTEGER

-- statement
MERGE INTO "My ""schema"""."Order; --?" AS t
USING (SELECT CAST(? AS INTEGER) AS "a b", CAST(? AS NVARCHAR(21)) AS "q""x",
CAST(? AS NVARCHAR(21)) AS "b]c[", CAST(? AS NVARCHAR(21)) AS "select", CAST(?
AS DECIMAL(10,2)) AS "Price", CAST(? AS TIMESTAMP) AS "why?", CAST(? AS
INTEGER) AS "it's"
FROM DUMMY) AS s ON t."a b" = s."a b"
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
