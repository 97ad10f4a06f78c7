-- Columns that an update leaves alone.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | insert_only
-- column: price | numeric(10,2) | replace
-- column: added | timestamp(3) with time zone | insert_only

-- statement
WITH counted AS (INSERT INTO "shop"."products" AS t ("id", "name", "price",
"added")
VALUES (?, ?, ?, ?)
ON CONFLICT ("id") DO UPDATE
SET "price" = excluded."price"
WHERE (CAST(ROW(t."price") AS record) *<> CAST(ROW(excluded."price") AS
record))
RETURNING (xmax = 0) AS inserted)
SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted)
FROM counted;
