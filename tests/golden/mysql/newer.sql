-- Only a row of a newer version is taken.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- newer: stock
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: stock | int | replace | DECIMAL(65,0)
-- column: name | varchar(20) | replace | 

-- statement
INSERT INTO `shop`.`products` (`id`, `stock`, `name`)
VALUES (?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `id` = IF(@upsert_taken := (incoming.`stock` >
`products`.`stock` OR (`products`.`stock` IS NULL AND incoming.`stock` IS NOT
NULL)), `products`.`id`, `products`.`id`), `stock` = IF(@upsert_taken,
incoming.`stock`, `products`.`stock`), `name` = IF(@upsert_taken,
incoming.`name`, `products`.`name`);
