-- Nothing else could change.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS TIMESTAMP(3)) AS
"seen"
FROM DUAL) s ON (t."id" = s."id")
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
