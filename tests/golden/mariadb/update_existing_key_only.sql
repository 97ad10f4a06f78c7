-- There is nothing to update.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: update_existing
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)

-- statement
refused: mode update_existing has no column to update: each is in the key, or kept as it is, or only touched when another one changes
