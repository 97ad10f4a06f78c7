-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: oracle
-- mode: upsert
-- only_changed: no
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: stock | NUMBER(10,0) | add | NUMBER(10,0)
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS NUMBER(10,0)) AS
"stock", CAST(? AS NUMBER(10,2)) AS "price", CAST(? AS TIMESTAMP(3)) AS "seen"
FROM DUAL) s ON (t."id" = s."id")
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + s."stock", s."stock", t."stock"), "price" =
s."price", "seen" = CASE
WHEN DECODE(t."stock", COALESCE(t."stock" + s."stock", s."stock", t."stock"),
0, 1) = 1 OR DECODE(t."price", s."price", 0, 1) = 1 THEN s."seen" ELSE t."seen"
END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
