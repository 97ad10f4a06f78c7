-- A condition of the user's own, and a version.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 
-- column: price | decimal(10,2) | greatest | DECIMAL(65,2)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `price`)
VALUES (?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `id` = IF(@upsert_taken := (incoming.`price` >
`products`.`price` OR (`products`.`price` IS NULL AND incoming.`price` IS NOT
NULL)) AND (`products`.`name` <> 'it''s; old.x?' AND incoming.`price` >
`products`.`unsent`), `products`.`id`, `products`.`id`), `name` =
IF(@upsert_taken, incoming.`name`, `products`.`name`), `price` =
IF(@upsert_taken, CASE
WHEN incoming.`price` > `products`.`price` OR `products`.`price` IS NULL THEN
incoming.`price` ELSE `products`.`price` END, `products`.`price`);
