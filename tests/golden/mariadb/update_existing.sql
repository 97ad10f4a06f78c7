-- A row whose key is not there is passed over.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: update_existing
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 
-- column: price | decimal(10,2) | replace | DECIMAL(65,2)

-- statement
UPDATE `shop`.`products`
SET `name` = ?, `price` = ?
WHERE `products`.`id` = ?;
