-- All rows are one parameter, a document of JSON.
--
-- dialect: merge:postgresql
-- mode: upsert
-- transport: document
-- table: products
-- column: id | integer | key
-- column: name | character varying(20) | replace
-- column: price | numeric(10,2) | add

-- statement
MERGE INTO "products" AS t
USING (SELECT CAST(d.value ->> 0 AS integer) AS column1, CAST(d.value ->> 1 AS
character varying) AS column2, CAST(d.value ->> 2 AS numeric) AS column3
FROM jsonb_array_elements(CAST(? AS jsonb)) AS d) AS s ("id", "name", "price")
ON t."id" = s."id"
WHEN MATCHED AND (t."name" COLLATE "C" IS DISTINCT
FROM (CAST(s."name" AS character varying)) COLLATE "C" OR CAST(ROW(t."price")
AS record) *<> CAST(ROW(COALESCE(t."price" + CAST(s."price" AS numeric(10,2)),
CAST(s."price" AS numeric(10,2)), t."price")) AS record)) THEN UPDATE
SET "name" = s."name", "price" = COALESCE(t."price" + CAST(s."price" AS
numeric(10,2)), CAST(s."price" AS numeric(10,2)), t."price")
WHEN NOT MATCHED THEN INSERT ("id", "name", "price")
VALUES (s."id", s."name", s."price");
