-- Equal rows are written, too.
--
-- dialect: h2
-- mode: upsert
-- only_changed: no
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: price | NUMERIC(10, 2) | replace | NUMERIC(10, 2)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS CHARACTER VARYING), CAST(? AS
NUMERIC(10, 2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
