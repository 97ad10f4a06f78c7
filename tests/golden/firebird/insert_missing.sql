-- A row whose key is there is passed over.
--
-- dialect: firebird
-- mode: insert_missing
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
