-- The same, where the input is a table of its own.
--
-- dialect: postgresql
-- mode: update_existing
-- schema: My "schema"
-- table: Order; --?
-- column: a b | integer | key
-- column: q"x | character varying(20) | replace
-- column: select | character varying(20) | replace
-- column: Price | numeric(10,2) | replace
-- column: why? | timestamp(3) with time zone | replace

-- statement
WITH s AS (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
character varying), CAST(? AS numeric), CAST(? AS timestamp with time zone)))
UPDATE "My ""schema"""."Order; --?" AS t
SET "q""x" = s.column2, "select" = s.column3, "Price" = s.column4, "why?" =
s.column5
FROM s
WHERE t."a b" = s.column1 AND (t."q""x" COLLATE "C" IS DISTINCT
FROM (CAST(s.column2 AS character varying)) COLLATE "C" OR t."select" COLLATE
"C" IS DISTINCT
FROM (CAST(s.column3 AS character varying)) COLLATE "C" OR t."why?" IS DISTINCT
FROM (CAST(s.column5 AS timestamp(3) with time zone)) OR CAST(ROW(t."Price") AS
record) *<> CAST(ROW(CAST(s.column4 AS numeric(10,2))) AS record)) AND (SELECT
0
FROM s GROUP BY s.column1 HAVING count(*) > 1 UNION ALL
SELECT 0) = 0;
