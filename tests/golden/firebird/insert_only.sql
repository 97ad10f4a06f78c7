-- A column that an update leaves alone.
--
-- dialect: firebird
-- mode: upsert
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | insert_only | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."price" IS DISTINCT
FROM s."price") THEN UPDATE
SET "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
