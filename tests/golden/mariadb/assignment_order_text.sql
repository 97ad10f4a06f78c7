-- An expression reads the incoming value of a text column before that is
-- assigned.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: a | longtext | replace
-- column: b | varchar(20) | replace
-- column: c | longtext | sql: new.a
-- column: d | varchar(20) | sql: new.b

-- statement
INSERT INTO `shop`.`products` (`id`, `a`, `b`, `c`, `d`)
VALUES (?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE `b` = VALUES(`b`), `c` = (VALUES(`a`)), `a` =
VALUES(`a`), `d` = (VALUES(`b`));
