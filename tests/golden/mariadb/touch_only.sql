-- Nothing else could change.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: seen | datetime(3) | touch | DATETIME(3)

-- statement
INSERT INTO `shop`.`products` (`id`, `seen`)
VALUES (?, ?)
ON DUPLICATE KEY UPDATE `id` = `products`.`id`;
