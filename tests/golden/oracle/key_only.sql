-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id"
FROM DUAL) s ON (t."id" = s."id")
WHEN NOT MATCHED THEN INSERT ("id")
VALUES (s."id");
