-- Nothing else could change.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: seen | TIMESTAMP | touch

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "seen")
VALUES (?, ?)
ON CONFLICT ("id") DO NOTHING;
