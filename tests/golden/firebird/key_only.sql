-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: firebird
-- mode: upsert
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
