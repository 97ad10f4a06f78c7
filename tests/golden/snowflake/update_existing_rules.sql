-- The rules, where a column of the key is NULL.
--
-- dialect: snowflake
-- mode: update_existing
-- newer: stock
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: name | VARCHAR(20) | key_null | VARCHAR
-- column: note | VARCHAR(20) | append | VARCHAR
-- column: price | NUMBER(10,2) | add | NUMBER(10,2)
-- column: stock | NUMBER(38,0) | greatest | NUMBER(38,0)
-- column: score | NUMBER(38,0) | sql: new.score - 1 | NUMBER(38,0)
-- column: seen | TIMESTAMP_NTZ(3) | touch | TIMESTAMP_NTZ(3)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS VARCHAR)
AS "name", CAST(column3 AS VARCHAR) AS "note", CAST(column4 AS NUMBER(10,2)) AS
"price", CAST(column5 AS NUMBER(38,0)) AS "stock", CAST(column6 AS
NUMBER(38,0)) AS "score", CAST(column7 AS TIMESTAMP_NTZ(3)) AS "seen"
FROM
VALUES (?, ?, ?, ?, ?, ?, ?)) AS s ON t."id" = s."id" AND t."name" IS NULL
WHEN MATCHED AND (s."stock" > t."stock" OR (t."stock" IS NULL AND s."stock" IS
NOT NULL)) AND (t."note" IS DISTINCT
FROM COALESCE(t."note" || s."note", s."note", t."note") OR t."price" IS
DISTINCT
FROM COALESCE(t."price" + s."price", s."price", t."price") OR t."stock" IS
DISTINCT
FROM CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END OR t."score" IS DISTINCT
FROM CAST((s."score" - 1) AS NUMBER(38,0))) THEN UPDATE
SET "note" = COALESCE(t."note" || s."note", s."note", t."note"), "price" =
COALESCE(t."price" + s."price", s."price", t."price"), "stock" = CASE
WHEN s."stock" > t."stock" OR t."stock" IS NULL THEN s."stock" ELSE t."stock"
END, "score" = (s."score" - 1), "seen" = s."seen";
