-- Rows are deleted and found by their keys.
--
-- dialect: postgresql
-- mode: update_existing
-- schema: shop
-- table: products
-- predicate: price > 0
-- rows: 2
-- column: id | integer | key
-- column: name | character varying(20) | key_null
-- column: price | numeric(10,2) | key

-- delete
DELETE
FROM "shop"."products"
WHERE (("id" = ? AND "name" IS NULL AND "price" = ?) OR ("id" = ? AND "name" IS
NULL AND "price" = ?)) AND (price > 0);

-- find
SELECT count(*)
FROM "shop"."products"
WHERE "id" = ? AND "name" IS NULL AND "price" = ? AND (price > 0);
