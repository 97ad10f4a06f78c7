-- What a row that is there gets, by every rule.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | keep_if_null | 
-- column: note | varchar(20) | append | 
-- column: price | decimal(10,2) | replace | DECIMAL(65,2)
-- column: stock | int | add | DECIMAL(65,0)
-- column: best | decimal(10,2) | greatest | DECIMAL(65,2)
-- column: worst | decimal(10,2) | least | DECIMAL(65,2)
-- column: score | int | sql: OLD.score * 2 + new."stock" | DECIMAL(65,0)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `note`, `price`, `stock`, `best`,
`worst`, `score`)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE `name` = COALESCE(VALUES(`name`), `products`.`name`),
`note` = COALESCE(CONCAT(`products`.`note`, VALUES(`note`)), VALUES(`note`),
`products`.`note`), `price` = VALUES(`price`), `stock` =
COALESCE(`products`.`stock` + VALUES(`stock`), VALUES(`stock`),
`products`.`stock`), `best` = CASE
WHEN VALUES(`best`) > `products`.`best` OR `products`.`best` IS NULL THEN
VALUES(`best`) ELSE `products`.`best` END, `worst` = CASE
WHEN VALUES(`worst`) < `products`.`worst` OR `products`.`worst` IS NULL THEN
VALUES(`worst`) ELSE `products`.`worst` END, `score` = (`products`.`score` * 2
+ VALUES(`stock`));
