-- The driver counts: the statement neither returns counts nor is prefixed.
--
-- dialect: sqlite
-- mode: upsert
-- counting: affected
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | replace

-- statement
INSERT INTO "main"."products" AS t ("id", "name", "price")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = excluded."price"
WHERE (t."name" COLLATE BINARY IS NOT excluded."name" OR t."price" COLLATE
BINARY IS NOT excluded."price");
