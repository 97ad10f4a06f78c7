-- The server fills the temporary table out of a pipe, as texts and bytes, for
-- LOAD makes warnings of errors.
--
-- dialect: mysql
-- mode: upsert
-- transport: load
-- banner: 9.7.0 MySQL
-- schema: shop
-- table: products
-- column: id | int | key
-- column: name | varchar(20) | replace
-- column: picture | longblob | replace

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `picture`)
SELECT column1, column2, column3
FROM `shop`.`upsert_stage_0` ORDER BY upsert_place
ON DUPLICATE KEY UPDATE `name` = VALUES(`name`), `picture` = VALUES(`picture`);

-- stage
CREATE TEMPORARY TABLE IF NOT EXISTS `shop`.`upsert_stage_0` (upsert_place
BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, column1 LONGTEXT CHARACTER
SET utf8mb4, column2 LONGTEXT CHARACTER
SET utf8mb4, column3 LONGBLOB);
DELETE
FROM `shop`.`upsert_stage_0`;

-- fill
LOAD DATA LOCAL INFILE 'file' INTO TABLE `shop`.`upsert_stage_0` CHARACTER
SET binary FIELDS ESCAPED BY '!' (column1, column2, column3);

-- drop
DROP TEMPORARY TABLE IF EXISTS `shop`.`upsert_stage_0`;
