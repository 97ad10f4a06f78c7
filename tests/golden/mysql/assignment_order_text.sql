-- An expression reads the incoming value of a text column before that is
-- assigned.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
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
VALUES (?, ?, ?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `a` = incoming.`a`, `b` = incoming.`b`, `c` =
(incoming.`a`), `d` = (incoming.`b`);
