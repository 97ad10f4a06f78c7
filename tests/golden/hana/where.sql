-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: hana
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | greatest | DECIMAL(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS NVARCHAR(21)) AS "name",
CAST(? AS DECIMAL(10,2)) AS "price"
FROM DUMMY) AS s ON t."id" = s."id"
WHEN MATCHED AND (s."price" > t."price" OR (t."price" IS NULL AND s."price" IS
NOT NULL)) AND (t."name" <> 'it''s; old.x?' AND s."price" > t."unsent") THEN
UPDATE
SET "name" = s."name", "price" = CASE
WHEN s."price" > t."price" OR t."price" IS NULL THEN s."price" ELSE t."price"
END
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
