-- Several rows in one statement.
--
-- dialect: vertica
-- mode: insert
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: price | numeric(10,2) | replace | numeric(10,2)
-- rows: 3

-- statement
INSERT INTO "shop"."products" ("id", "name", "price")
SELECT CAST(? AS int) AS "id", CAST(? AS varchar(21)) AS "name", CAST(? AS
numeric(10,2)) AS "price" UNION ALL
SELECT CAST(? AS int), CAST(? AS varchar(21)), CAST(? AS numeric(10,2)) UNION
ALL
SELECT CAST(? AS int), CAST(? AS varchar(21)), CAST(? AS numeric(10,2));
