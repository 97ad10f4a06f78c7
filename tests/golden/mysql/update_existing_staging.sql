-- Each row of the stage finds its row by the key; the stage refuses a key that
-- comes twice.
--
-- dialect: mysql
-- mode: update_existing
-- transport: staging
-- banner: 9.7.0 MySQL
-- schema: shop
-- table: products
-- column: id | int | key
-- column: name | varchar(20) | replace
-- column: price | decimal(10,2) | add
-- rows: 2

-- statement
UPDATE `shop`.`upsert_stage_0` AS s STRAIGHT_JOIN `shop`.`products`
SET `products`.`name` = s.column2, `products`.`price` =
COALESCE(`products`.`price` + s.column3, s.column3, `products`.`price`)
WHERE `products`.`id` = s.column1;

-- stage
CREATE TEMPORARY TABLE IF NOT EXISTS `shop`.`upsert_stage_0` (upsert_place
BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, UNIQUE (column1))
SELECT t.`id` AS column1, t.`name` AS column2, t.`price` AS column3
FROM (SELECT 1 AS one) AS o LEFT JOIN `shop`.`products` AS t ON 1 = 0 LIMIT 0;
DELETE
FROM `shop`.`upsert_stage_0`;

-- fill
INSERT INTO `shop`.`upsert_stage_0` (column1, column2, column3)
VALUES (?, ?, ?), (?, ?, ?);

-- drop
DROP TEMPORARY TABLE IF EXISTS `shop`.`upsert_stage_0`;
