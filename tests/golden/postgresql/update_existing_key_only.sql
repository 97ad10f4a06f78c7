-- Nothing could be updated.
--
-- dialect: postgresql
-- mode: update_existing
-- schema: shop
-- table: tags
-- column: order_id | integer | key
-- column: tag | character varying(20) | key

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
