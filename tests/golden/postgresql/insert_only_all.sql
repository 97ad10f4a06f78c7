-- No column is left to update.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | insert_only

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name")
VALUES (?, ?)
ON CONFLICT ("id") DO NOTHING
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
