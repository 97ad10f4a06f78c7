-- The rows come out of a temporary table that was filled first.
--
-- dialect: mysql
-- mode: upsert
-- transport: staging
-- banner: 9.7.0 MySQL
-- schema: shop
-- table: products
-- column: id | int | key
-- column: name | varchar(20) | replace
-- column: price | decimal(10,2) | add
-- rows: 2

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `price`)
SELECT column1, column2, column3
FROM `shop`.`upsert_stage_0` ORDER BY upsert_place
ON DUPLICATE KEY UPDATE `name` = VALUES(`name`), `price` =
COALESCE(`products`.`price` + VALUES(`price`), VALUES(`price`),
`products`.`price`);

-- stage
CREATE TEMPORARY TABLE IF NOT EXISTS `shop`.`upsert_stage_0` (upsert_place
BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY)
SELECT t.`id` AS column1, t.`name` AS column2, t.`price` AS column3
FROM (SELECT 1 AS one) AS o LEFT JOIN `shop`.`products` AS t ON 1 = 0 LIMIT 0;
DELETE
FROM `shop`.`upsert_stage_0`;

-- fill
INSERT INTO `shop`.`upsert_stage_0` (column1, column2, column3)
VALUES (?, ?, ?), (?, ?, ?);

-- drop
DROP TEMPORARY TABLE IF EXISTS `shop`.`upsert_stage_0`;
