-- Equal rows are written, too.
--
-- dialect: snowflake
-- mode: upsert
-- only_changed: no
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: name | VARCHAR(20) | replace | VARCHAR
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS VARCHAR)
AS "name", CAST(column3 AS NUMBER(10,2)) AS "price"
FROM
VALUES (?, ?, ?)) AS s ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
