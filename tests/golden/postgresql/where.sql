-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: postgresql
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | greatest

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name", "price")
VALUES (?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "price" = CASE
WHEN excluded."price" > t."price" OR t."price" IS NULL THEN excluded."price"
ELSE t."price" END
WHERE (excluded."price" > t."price" OR (t."price" IS NULL AND excluded."price"
IS NOT NULL)) AND (t."name" <> 'it''s; old.x?' AND excluded."price" >
t."unsent")
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
