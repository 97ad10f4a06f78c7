-- Rows are deleted and found by their keys.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: update_existing
-- schema: shop
-- table: products
-- rows: 2
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | key_null | 
-- column: price | decimal(10,2) | key | DECIMAL(65,2)

-- delete
DELETE
FROM `shop`.`products`
WHERE (`id` = ? AND `name` IS NULL AND `price` = ?) OR (`id` = ? AND `name` IS
NULL AND `price` = ?);

-- find
SELECT count(*)
FROM `shop`.`products`
WHERE `id` = ? AND `name` IS NULL AND `price` = ?;
