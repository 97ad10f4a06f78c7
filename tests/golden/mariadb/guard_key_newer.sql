-- The same, under a condition.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
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
VALUES (?, ?, ?)
ON DUPLICATE KEY UPDATE `id` = IF(`products`.`id` = VALUES(`id`),
IF(@upsert_taken := (VALUES(`price`) > `products`.`price` OR
(`products`.`price` IS NULL AND VALUES(`price`) IS NOT NULL)), `products`.`id`,
`products`.`id`), (SELECT `products`.`id` UNION ALL
SELECT `products`.`id`)), `name` = IF(@upsert_taken, VALUES(`name`),
`products`.`name`), `price` = IF(@upsert_taken, VALUES(`price`),
`products`.`price`);
