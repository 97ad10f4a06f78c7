-- Nothing could be updated.
--
-- dialect: sqlite
-- mode: update_existing
-- schema: main
-- table: tags
-- column: order_id | INTEGER | key
-- column: tag | TEXT | key

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
