-- Several rows in one statement.
--
-- dialect: sqlite
-- mode: upsert
-- transport: values
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace
-- rows: 3

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price")
VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = excluded."price"
WHERE (t."name" COLLATE BINARY IS NOT excluded."name" OR t."price" COLLATE
BINARY IS NOT excluded."price");
