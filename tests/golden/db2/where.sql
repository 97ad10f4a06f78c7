-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: db2
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | greatest | DECIMAL(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR(21 OCTETS)), CAST(? AS
DECIMAL(10,2)))) AS s ("id", "name", "price") ON t."id" = s."id"
WHEN MATCHED AND (s."price" > t."price" OR (t."price" IS NULL AND s."price" IS
NOT NULL)) AND (t."name" <> 'it''s; old.x?' AND s."price" > t."unsent") THEN
UPDATE
SET "name" = s."name", "price" = CASE
WHEN s."price" > t."price" OR t."price" IS NULL THEN s."price" ELSE t."price"
END
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
