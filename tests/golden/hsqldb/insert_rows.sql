-- Several rows in one statement.
--
-- dialect: hsqldb
-- mode: insert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
INSERT INTO "PUBLIC"."products" ("id", "name", "price")
VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21)), CAST(? AS DECIMAL(10,2))),
(?, ?, ?), (?, ?, ?);
