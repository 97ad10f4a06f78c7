-- Rows are deleted and found by their keys.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
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
