-- Every column is in the key: nothing is left to update.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: tags
-- column: order_id | INTEGER | key
-- column: tag | TEXT | key

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."tags" AS t ("order_id", "tag")
VALUES (?, ?)
ON CONFLICT ("order_id", "tag") DO NOTHING;
