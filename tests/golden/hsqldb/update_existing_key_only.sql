-- There is nothing to update.
--
-- dialect: hsqldb
-- mode: update_existing
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER

-- statement
refused: mode update_existing has no column to update: every column is in the key
