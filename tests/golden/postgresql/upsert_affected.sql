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
WHERE (CAST(ROW(t."name", t."price") AS record) *<> CAST(ROW(excluded."name",
excluded."price") AS record));
