-- There is nothing to update.
--
-- dialect: sqlserver
-- mode: update_existing
-- schema: dbo
-- table: products
-- column: id | int | key | int

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
