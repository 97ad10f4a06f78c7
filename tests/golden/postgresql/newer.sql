-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: postgresql
-- mode: upsert
-- newer: stock
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: stock | integer | replace

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name", "stock")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "stock" = excluded."stock"
WHERE (excluded."stock" > t."stock" OR (t."stock" IS NULL AND excluded."stock"
IS NOT NULL)) AND (t."name" COLLATE "C" IS DISTINCT
FROM (excluded."name") COLLATE "C" OR t."stock" IS DISTINCT
FROM (excluded."stock"))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
