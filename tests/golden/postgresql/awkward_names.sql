-- Names with a space, a double quote, a question mark, capitals, and a keyword.
--
-- dialect: postgresql
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | integer | key
-- column: q"x | character varying(20) | replace
-- column: select | character varying(20) | replace
-- column: Price | numeric(10,2) | replace
-- column: why? | timestamp(3) with time zone | replace

-- statement
WITH counted AS (INSERT INTO "My ""schema"""."Order; --?" AS t ("a b", "q""x",
"select", "Price", "why?")
VALUES (?, ?, ?, ?, ?)
ON CONFLICT ("a b") DO UPDATE
SET "q""x" = excluded."q""x", "select" = excluded."select", "Price" =
excluded."Price", "why?" = excluded."why?"
WHERE (t."q""x" COLLATE "C" IS DISTINCT
FROM (excluded."q""x") COLLATE "C" OR t."select" COLLATE "C" IS DISTINCT
FROM (excluded."select") COLLATE "C" OR t."why?" IS DISTINCT
FROM (excluded."why?") OR CAST(ROW(t."Price") AS record) *<>
CAST(ROW(excluded."Price") AS record))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
