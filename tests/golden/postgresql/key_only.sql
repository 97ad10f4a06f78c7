-- Every column is in the key: nothing is left to update.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: tags
-- column: order_id | integer | key
-- column: tag | character varying(20) | key

-- statement
WITH counted AS (INSERT INTO "shop"."tags" AS t ("order_id", "tag")
VALUES (?, ?)
ON CONFLICT ("order_id", "tag") DO NOTHING
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
