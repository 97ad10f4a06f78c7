-- Nothing else could change.
--
-- dialect: snowflake
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: seen | TIMESTAMP_NTZ(3) | touch | TIMESTAMP_NTZ(3)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS
TIMESTAMP_NTZ(3)) AS "seen"
FROM
VALUES (?, ?)) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
