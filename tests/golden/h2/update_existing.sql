-- A row whose key is not there is passed over.
--
-- dialect: h2
-- mode: update_existing
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | CHARACTER VARYING(20) | replace | CHARACTER VARYING
-- column: price | NUMERIC(10, 2) | replace | NUMERIC(10, 2)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS CHARACTER VARYING), CAST(? AS
NUMERIC(10, 2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM s."name" OR t."price" IS DISTINCT
FROM CAST(s."price" AS NUMERIC(10, 2))) THEN UPDATE
SET "name" = s."name", "price" = s."price";
