-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: firebird
-- mode: upsert
-- only_changed: no
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: stock | INTEGER | add | INTEGER
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: seen | TIMESTAMP | touch | TIMESTAMP

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(? AS INTEGER) AS "id", CAST(? AS INTEGER) AS "stock", CAST(?
AS DECIMAL(10,2)) AS "price", CAST(? AS TIMESTAMP) AS "seen"
FROM RDB$DATABASE) AS s ON t."id" = s."id"
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + s."stock", s."stock", t."stock"), "price" =
s."price", "seen" = CASE
WHEN t."stock" IS DISTINCT
FROM COALESCE(t."stock" + s."stock", s."stock", t."stock") OR t."price" IS
DISTINCT
FROM s."price" THEN s."seen" ELSE t."seen" END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
