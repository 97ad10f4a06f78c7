-- Nothing else could change.
--
-- dialect: firebird
-- mode: upsert
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS TIMESTAMP) AS "seen"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
