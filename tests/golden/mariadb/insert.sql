-- A row whose key is there is an error.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: insert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 
-- column: price | decimal(10,2) | replace | DECIMAL(65,2)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `price`)
VALUES (?, ?, ?);
