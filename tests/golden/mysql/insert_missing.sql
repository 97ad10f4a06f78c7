-- A row whose key is there is passed over.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: insert_missing
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 
-- column: price | decimal(10,2) | replace | DECIMAL(65,2)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `price`)
VALUES (?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `id` = `products`.`id`;
