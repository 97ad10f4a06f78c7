-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: snowflake
-- mode: upsert
-- only_changed: no
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: stock | NUMBER(38,0) | add | NUMBER(38,0)
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: seen | TIMESTAMP_NTZ(3) | touch | TIMESTAMP_NTZ(3)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS
NUMBER(38,0)) AS "stock", CAST(column3 AS NUMBER(10,2)) AS "price",
CAST(column4 AS TIMESTAMP_NTZ(3)) AS "seen"
FROM
VALUES (?, ?, ?, ?)) AS s ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + s."stock", s."stock", t."stock"), "price" =
s."price", "seen" = CASE
WHEN t."stock" IS DISTINCT
FROM COALESCE(t."stock" + s."stock", s."stock", t."stock") OR t."price" IS
DISTINCT
FROM s."price" THEN s."seen" ELSE t."seen" END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
