-- The key has two columns, which do not come first.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: note | varchar(20) | replace | 
-- column: code | varchar(20) | key | 
-- column: at | datetime(3) | replace | DATETIME(3)
-- column: region | int | key | DECIMAL(65,0)

-- statement
INSERT INTO `shop`.`products` (`note`, `code`, `at`, `region`)
VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE `note` = VALUES(`note`), `at` = VALUES(`at`);
