-- Rows are updated whether they change or not.
--
-- dialect: postgresql
-- mode: update_existing
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | replace

-- statement
UPDATE "shop"."products" AS t
SET "name" = s.column2, "price" = s.column3
FROM (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
numeric))) AS s
WHERE t."id" = s.column1;
