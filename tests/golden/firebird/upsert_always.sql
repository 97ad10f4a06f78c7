-- Equal rows are written, too.
--
-- dialect: firebird
-- mode: upsert
-- only_changed: no
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
