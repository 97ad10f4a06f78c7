-- There is nothing to update.
--
-- dialect: firebird
-- mode: update_existing
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
