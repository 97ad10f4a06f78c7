-- Nothing else could change.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: seen | timestamp(3) with time zone | touch

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "seen")
VALUES (?, ?)
ON CONFLICT ("id") DO NOTHING
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
