-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
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
USING
VALUES (?, ?, ?, ?, ?, ?, ?) AS s ("a b", "q""x", "b]c[", "select", "Price",
"why?", "it's") ON t."a b" = s."a b"
WHEN MATCHED THEN UPDATE
SET "q""x" = s."q""x", "b]c[" = s."b]c[", "select" = s."select", "Price" =
s."Price", "why?" = s."why?", "it's" = s."it's"
WHEN NOT MATCHED THEN INSERT ("a b", "q""x", "b]c[", "select", "Price", "why?",
"it's")
VALUES (s."a b", s."q""x", s."b]c[", s."select", s."Price", s."why?", s."it's");
