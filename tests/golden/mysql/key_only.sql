-- There is nothing to update.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)

-- statement
INSERT INTO `shop`.`products` (`id`)
VALUES (?) AS incoming
ON DUPLICATE KEY UPDATE `id` = `products`.`id`;
