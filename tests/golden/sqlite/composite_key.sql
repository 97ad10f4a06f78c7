-- The key has two columns, which do not come first.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: note | TEXT | replace
-- column: code | TEXT | key
-- column: at | TIMESTAMP | replace
-- column: region | INTEGER | key

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("note", "code",
"at", "region")
VALUES (?, ?, ?, ?)
ON CONFLICT ("code", "region") DO UPDATE
SET "note" = excluded."note", "at" = excluded."at"
WHERE (t."note" COLLATE BINARY IS NOT excluded."note" OR t."at" COLLATE BINARY
IS NOT excluded."at");
