-- The driver counts: the statement neither returns counts nor is prefixed.
--
-- dialect: postgresql
-- mode: upsert
-- counting: affected
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace

-- statement
INSERT INTO "shop"."products" AS t ("id", "name", "price")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = excluded."price"
WHERE (t."name" COLLATE "C" IS DISTINCT
FROM (excluded."name") COLLATE "C" OR CAST(ROW(t."price") AS record) *<>
CAST(ROW(excluded."price") AS record));
