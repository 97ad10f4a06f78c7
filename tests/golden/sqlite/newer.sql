-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: sqlite
-- mode: upsert
-- newer: stock
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: stock | INTEGER | replace

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"stock")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "stock" = excluded."stock"
WHERE (excluded."stock" > t."stock" OR (t."stock" IS NULL AND excluded."stock"
IS NOT NULL)) AND (t."name" COLLATE BINARY IS NOT excluded."name" OR t."stock"
COLLATE BINARY IS NOT excluded."stock");
