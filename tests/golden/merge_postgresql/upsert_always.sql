-- Equal rows are written, too.
--
-- dialect: merge:postgresql
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | replace | character varying
-- column: price | numeric(10,2) | replace | numeric

-- statement
MERGE INTO "shop"."products" AS t
USING (VALUES (CAST(? AS integer), CAST(? AS character varying), CAST(? AS
numeric))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
