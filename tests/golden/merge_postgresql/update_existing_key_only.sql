-- There is nothing to update.
--
-- dialect: merge:postgresql
-- mode: update_existing
-- schema: shop
-- table: products
-- column: id | integer | key | integer

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
