-- The same, under a condition.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- guard_key: yes
-- newer: price
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 
-- column: price | decimal(10,2) | replace | DECIMAL(65,2)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `price`)
VALUES (?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `id` = IF(`products`.`id` = incoming.`id`,
IF(@upsert_taken := (incoming.`price` > `products`.`price` OR
(`products`.`price` IS NULL AND incoming.`price` IS NOT NULL)),
`products`.`id`, `products`.`id`), (SELECT `products`.`id` UNION ALL
SELECT `products`.`id`)), `name` = IF(@upsert_taken, incoming.`name`,
`products`.`name`), `price` = IF(@upsert_taken, incoming.`price`,
`products`.`price`);
