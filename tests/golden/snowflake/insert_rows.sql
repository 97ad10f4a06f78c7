-- Several rows in one statement.
--
-- dialect: snowflake
-- mode: insert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: name | VARCHAR(20) | replace | VARCHAR
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- rows: 3

-- statement
INSERT INTO "SHOP"."products" ("id", "name", "price")
SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS VARCHAR) AS
"name", CAST(column3 AS NUMBER(10,2)) AS "price"
FROM
VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?);
