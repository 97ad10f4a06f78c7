-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: h2
-- mode: upsert
-- only_changed: no
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: stock | INTEGER | add | INTEGER
-- column: price | NUMERIC(10, 2) | replace | NUMERIC(10, 2)
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(9)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS NUMERIC(10,
2)), CAST(? AS TIMESTAMP(9)))) AS s ("id", "stock", "price", "seen") ON t."id"
= s."id"
WHEN MATCHED THEN UPDATE
SET "stock" = COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock"
AS INTEGER), t."stock"), "price" = s."price", "seen" = CASE
WHEN t."stock" IS DISTINCT
FROM COALESCE(t."stock" + CAST(s."stock" AS INTEGER), CAST(s."stock" AS
INTEGER), t."stock") OR t."price" IS DISTINCT
FROM CAST(s."price" AS NUMERIC(10, 2)) THEN s."seen" ELSE t."seen" END
WHEN NOT MATCHED THEN INSERT ("id", "stock", "price", "seen")
VALUES (s."id", s."stock", s."price", s."seen");
