-- Nothing could be updated.
--
-- dialect: sqlite
-- mode: update_existing
-- schema: main
-- table: tags
-- column: order_id | INTEGER | key
-- column: tag | TEXT | key

-- statement
refused: mode update_existing has no column to update: every column is in the key
