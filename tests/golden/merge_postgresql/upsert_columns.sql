-- Each column is one parameter.
--
-- dialect: merge:postgresql
-- mode: upsert
-- transport: columns
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: name | character varying(20) | replace | character varying
-- column: price | numeric(10,2) | replace | numeric

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT unnest(CAST(? AS integer[])) AS column1, unnest(CAST(? AS
character varying[])) AS column2, unnest(CAST(? AS numeric[])) AS column3) AS s
("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(s."name" AS character varying)) COLLATE "C" OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(CAST(s."price" AS numeric(10,2))) AS record)) THEN
UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
