-- Several rows in one statement.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: shop
-- table: products
-- rows: 3
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 
-- column: price | decimal(10,2) | replace | DECIMAL(65,2)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `price`)
VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `name` = incoming.`name`, `price` = incoming.`price`;
