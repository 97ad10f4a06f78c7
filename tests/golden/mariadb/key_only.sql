-- There is nothing to update.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)

-- statement
INSERT INTO `shop`.`products` (`id`)
VALUES (?)
ON DUPLICATE KEY UPDATE `id` = `products`.`id`;
