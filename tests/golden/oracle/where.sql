-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: oracle
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: price | NUMBER(10,2) | greatest | NUMBER(10,2)

-- statement
MERGE INTO "SHOP"."products" t
USING (SELECT CAST(? AS NUMBER(10,0)) AS "id", CAST(? AS VARCHAR2(21 BYTE)) AS
"name", CAST(? AS NUMBER(10,2)) AS "price"
FROM DUAL) s ON (t."id" = s."id")
WHEN MATCHED THEN UPDATE
SET "name" = s."name", "price" = CASE
WHEN s."price" > t."price" OR t."price" IS NULL THEN s."price" ELSE t."price"
END
WHERE (s."price" > t."price" OR (t."price" IS NULL AND s."price" IS NOT NULL))
AND (t."name" <> 'it''s; old.x?' AND s."price" > t."unsent")
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
