-- A row whose key is not there is passed over.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
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
