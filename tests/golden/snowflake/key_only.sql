-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: snowflake
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id"
FROM
VALUES (?)) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
