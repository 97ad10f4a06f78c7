-- Nothing else could change.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: seen | datetime(3) | touch | DATETIME(3)

-- statement
INSERT INTO `shop`.`products` (`id`, `seen`)
VALUES (?, ?) AS incoming
ON DUPLICATE KEY UPDATE `id` = `products`.`id`;
