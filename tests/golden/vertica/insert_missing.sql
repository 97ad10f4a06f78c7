-- A row whose key is there is passed over.
--
-- dialect: vertica
-- mode: insert_missing
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: price | numeric(10,2) | replace | numeric(10,2)

-- statement
MERGE INTO "shop"."products" AS t
USING (SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(?
AS numeric(10,2)) AS "price") AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
