-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: snowflake
-- mode: upsert
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: name | VARCHAR(20) | replace | VARCHAR
-- column: stock | NUMBER(38,0) | replace | NUMBER(38,0)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS VARCHAR)
AS "name", CAST(column3 AS NUMBER(38,0)) AS "stock"
FROM
VALUES (?, ?, ?)) AS s ON t."id" = s."id"
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."name" IS DISTINCT
FROM s."name" OR t."stock" IS DISTINCT
FROM s."stock") THEN UPDATE
SET "name" = s."name", "stock" = s."stock"
WHEN NOT MATCHED THEN INSERT ("id", "name", "stock")
VALUES (s."id", s."name", s."stock");
