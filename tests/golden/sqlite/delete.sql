-- Rows are deleted and found by their keys.
--
-- dialect: sqlite
-- mode: update_existing
-- schema: main
-- table: products
-- predicate: price > 0
-- rows: 2
-- column: id | INTEGER | key
-- column: name | TEXT | key_null
-- column: price | NUMERIC(10,2) | key

-- delete
DELETE
FROM "main"."products"
WHERE (("id" = ? AND "name" IS NULL AND "price" = ?) OR ("id" = ? AND "name" IS
NULL AND "price" = ?)) AND (price > 0);

-- find
SELECT count(*)
FROM "main"."products"
WHERE "id" = ? AND "name" IS NULL AND "price" = ? AND (price > 0);
