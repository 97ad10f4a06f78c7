-- A condition of the user's own, and a version.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
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
VALUES (?, ?, ?)
ON DUPLICATE KEY UPDATE `id` = IF(@upsert_taken := (VALUES(`price`) >
`products`.`price` OR (`products`.`price` IS NULL AND VALUES(`price`) IS NOT
NULL)) AND (`products`.`name` <> 'it''s; old.x?' AND VALUES(`price`) >
`products`.`unsent`), `products`.`id`, `products`.`id`), `name` =
IF(@upsert_taken, VALUES(`name`), `products`.`name`), `price` =
IF(@upsert_taken, CASE
WHEN VALUES(`price`) > `products`.`price` OR `products`.`price` IS NULL THEN
VALUES(`price`) ELSE `products`.`price` END, `products`.`price`);
