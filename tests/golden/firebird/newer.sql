-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: firebird
-- mode: upsert
-- newer: stock
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: stock | INTEGER | replace | INTEGER

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS VARCHAR(21)) AS "name",
CAST(? AS INTEGER) AS "stock"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."name" IS DISTINCT
FROM s."name" OR HASH(t."name") IS DISTINCT
FROM HASH(CAST(s."name" AS VARCHAR(20))) OR t."stock" IS DISTINCT
FROM s."stock") THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
