-- There is nothing to update.
--
-- dialect: snowflake
-- mode: update_existing
-- schema: SHOP
-- table: products
-- column: id | NUMBER(38,0) | key | NUMBER(38,0)

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
