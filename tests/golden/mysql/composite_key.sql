-- The key has two columns, which do not come first.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: shop
-- table: products
-- column: note | varchar(20) | replace | 
-- column: code | varchar(20) | key | 
-- column: at | datetime(3) | replace | DATETIME(3)
-- column: region | int | key | DECIMAL(65,0)

-- statement
INSERT INTO `shop`.`products` (`note`, `code`, `at`, `region`)
VALUES (?, ?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `note` = incoming.`note`, `at` = incoming.`at`;
