-- Only a row of a newer version is taken.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- newer: stock
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: stock | int | replace | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 

-- statement
INSERT INTO `shop`.`products` (`id`, `stock`, `name`)
VALUES (?, ?, ?)
ON DUPLICATE KEY UPDATE `id` = IF(@upsert_taken := (VALUES(`stock`) >
`products`.`stock` OR (`products`.`stock` IS NULL AND VALUES(`stock`) IS NOT
NULL)), `products`.`id`, `products`.`id`), `stock` = IF(@upsert_taken,
VALUES(`stock`), `products`.`stock`), `name` = IF(@upsert_taken,
VALUES(`name`), `products`.`name`);
