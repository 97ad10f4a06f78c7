-- The key has two columns, which do not come first.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: note | character varying(20) | replace
-- column: code | character varying(20) | key
-- column: at | timestamp(3) with time zone | replace
-- column: region | integer | key

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("note", "code", "at",
"region")
VALUES (?, ?, ?, ?)
ON CONFLICT ("code", "region") DO UPDATE
SET "note" = excluded."note", "at" = excluded."at"
WHERE (t."note" COLLATE "C" IS DISTINCT
FROM (excluded."note") COLLATE "C" OR t."at" IS DISTINCT
FROM (excluded."at"))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
