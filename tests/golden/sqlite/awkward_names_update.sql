-- The same, where the input is a table of its own.
--
-- dialect: sqlite
-- mode: update_existing
-- schema: My "schema"
-- table: Order; --?
-- column: a b | INTEGER | key
-- column: q"x | TEXT | replace
-- column: select | TEXT | replace
-- column: Price | NUMERIC(10,2) | replace
-- column: why? | TIMESTAMP | replace

-- statement
WITH prepared AS (SELECT 1) UPDATE "My ""schema"""."Order; --?" AS t
SET "q""x" = s.column2, "select" = s.column3, "Price" = s.column4, "why?" =
s.column5
FROM (VALUES (?, ?, ?, ?, ?)) AS s
WHERE t."a b" = s.column1 AND (t."q""x" COLLATE BINARY IS NOT s.column2 OR
t."select" COLLATE BINARY IS NOT s.column3 OR t."Price" COLLATE BINARY IS NOT
s.column4 OR t."why?" COLLATE BINARY IS NOT s.column5);
