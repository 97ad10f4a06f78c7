-- Nothing else could change.
--
-- dialect: h2
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(9)

-- statement
MERGE INTO "PUBLIC"."products" AS t
USING (VALUES (CAST(? AS INTEGER), CAST(? AS TIMESTAMP(9)))) AS s ("id",
"seen") ON t."id" = s."id"
WHEN NOT MATCHED THEN INSERT ("id", "seen")
VALUES (s."id", s."seen");
