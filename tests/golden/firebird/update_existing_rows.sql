-- Several rows in one statement.
--
-- dialect: firebird
-- mode: update_existing
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM RDB$DATABASE UNION ALL
SELECT CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS DECIMAL(10,2))
FROM RDB$DATABASE UNION ALL
SELECT CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS DECIMAL(10,2))
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM s."name" OR HASH(t."name") IS DISTINCT
FROM HASH(CAST(s."name" AS VARCHAR(20))) OR t."price" IS DISTINCT
FROM s."price") THEN UPDATE
SET "name" = s."name", "price" = s."price";
