-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: snowflake
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)
-- column: name | VARCHAR(20) | replace | VARCHAR
-- column: price | NUMBER(10,2) | greatest | NUMBER(10,2)

-- statement
MERGE INTO "SHOP"."products" AS t
USING (SELECT CAST(column1 AS NUMBER(38,0)) AS "id", CAST(column2 AS VARCHAR)
AS "name", CAST(column3 AS NUMBER(10,2)) AS "price"
FROM
VALUES (?, ?, ?)) AS s ON t."id" = s."id"
WHEN MATCHED AND (s."price" > t."price" OR (t."price" IS NULL AND s."price" IS
NOT NULL)) AND (t."name" <> 'it''s; old.x?' AND s."price" > t."unsent") THEN
UPDATE
SET "name" = s."name", "price" = CASE
WHEN s."price" > t."price" OR t."price" IS NULL THEN s."price" ELSE t."price"
END
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
