-- Names with a space, a double quote, a question mark, capitals, and a keyword.
--
-- dialect: sqlite
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | INTEGER | key
-- column: q"x | TEXT | replace
-- column: select | TEXT | replace
-- column: Price | NUMERIC(10,2) | replace
-- column: why? | TIMESTAMP | replace

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "My ""schema"""."Order; --?" AS t ("a b",
"q""x", "select", "Price", "why?")
VALUES (?, ?, ?, ?, ?)
ON CONFLICT ("a b") DO UPDATE
SET "q""x" = excluded."q""x", "select" = excluded."select", "Price" =
excluded."Price", "why?" = excluded."why?"
WHERE (t."q""x" COLLATE BINARY IS NOT excluded."q""x" OR t."select" COLLATE
BINARY IS NOT excluded."select" OR t."Price" COLLATE BINARY IS NOT
excluded."Price" OR t."why?" COLLATE BINARY IS NOT excluded."why?");

-- setup
CREATE TEMP TABLE IF NOT EXISTS "upsert_counts_Order; --?" (inserted INTEGER
NOT NULL);
INSERT INTO temp."upsert_counts_Order; --?"
SELECT 0
WHERE NOT EXISTS (SELECT 1
FROM temp."upsert_counts_Order; --?");
CREATE TEMP TRIGGER IF NOT EXISTS "upsert_count_Order; --?" AFTER INSERT ON "My ""schema"""."Order; --?"
BEGIN UPDATE "upsert_counts_Order; --?"
SET inserted = inserted + 1; END;

-- count
SELECT inserted, total_changes() - inserted
FROM temp."upsert_counts_Order; --?";

-- teardown
DROP TRIGGER IF EXISTS temp."upsert_count_Order; --?";
DROP TABLE IF EXISTS temp."upsert_counts_Order; --?";
