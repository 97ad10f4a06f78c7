-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: hana
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
