-- There is nothing to update.
--
-- dialect: firebird
-- mode: update_existing
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
refused: mode update_existing has no column to update: every column is in the key
