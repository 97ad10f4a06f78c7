-- An expression reads a column before that is assigned.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: a | int | replace | DECIMAL(65,0)
-- column: b | int | sql: old.a + old.B | DECIMAL(65,0)
-- column: c | int | sql: old.b | DECIMAL(65,0)

-- statement
INSERT INTO `shop`.`products` (`id`, `a`, `b`, `c`)
VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE `c` = (`products`.`b`), `b` = (`products`.`a` +
`products`.`b`), `a` = VALUES(`a`);
