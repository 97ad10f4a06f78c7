-- A column that an update leaves alone.
--
-- dialect: h2
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | CHARACTER VARYING(20) | insert_only | CHARACTER VARYING
-- column: price | NUMERIC(10, 2) | replace | NUMERIC(10, 2)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS CHARACTER VARYING), CAST(? AS
NUMERIC(10, 2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (t."price" IS DISTINCT
FROM CAST(s."price" AS NUMERIC(10, 2))) THEN UPDATE
SET "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
