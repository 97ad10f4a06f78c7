-- The same, where nothing is compared.
--
-- dialect: vertica
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: price | numeric(10,2) | replace | numeric(10,2)
-- column: body | long varchar(1000) | replace | long varchar(1000)

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS numeric(10,2)) AS "price", CAST(? AS long varchar(1000)) AS "body") AS s ON
t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price", "body" = s."body"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price", "body")
VALUES (s."id", s."name", s."price", s."body");
