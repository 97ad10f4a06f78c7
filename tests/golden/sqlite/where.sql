-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: sqlite
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: name | TEXT | replace
-- column: price | NUMERIC(10,2) | greatest

-- statement
WITH prepared AS (SELECT 1) INSERT INTO "main"."products" AS t ("id", "name",
"price")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = CASE
WHEN excluded."price" > t."price" OR t."price" IS NULL THEN excluded."price"
ELSE t."price" END
WHERE (excluded."price" > t."price" OR (t."price" IS NULL AND excluded."price"
IS NOT NULL)) AND (t."name" <> 'it''s; old.x?' AND CASE
WHEN excluded."price" <= CAST(9e999 AS NUMERIC) THEN CAST(excluded."price" AS
NUMERIC) ELSE excluded."price" END > t."unsent");
