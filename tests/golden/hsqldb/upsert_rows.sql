-- Several rows in one statement.
--
-- dialect: hsqldb
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS
DECIMAL(10,2))), (?, ?, ?), (?, ?, ?)) AS s ("id", "name", "price") ON t."id" =
s."id"
WHEN MATCHED AND (t."name" IS DISTINCT
FROM s."name" OR OCTET_LENGTH(t."name") IS DISTINCT
FROM OCTET_LENGTH(CAST(s."name" AS VARCHAR(20))) OR t."price" IS DISTINCT
FROM CAST(s."price" AS DECIMAL(10,2))) THEN UPDATE
SET "name" = s."name", "price" = s."price"
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
