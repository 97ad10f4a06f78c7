-- What a row that is there gets, by every rule.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
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
VALUES (?, ?, ?, ?, ?, ?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `name` = COALESCE(incoming.`name`, `products`.`name`),
`note` = COALESCE(CONCAT(`products`.`note`, incoming.`note`), incoming.`note`,
`products`.`note`), `price` = incoming.`price`, `stock` =
COALESCE(`products`.`stock` + incoming.`stock`, incoming.`stock`,
`products`.`stock`), `best` = CASE
WHEN incoming.`best` > `products`.`best` OR `products`.`best` IS NULL THEN
incoming.`best` ELSE `products`.`best` END, `worst` = CASE
WHEN incoming.`worst` < `products`.`worst` OR `products`.`worst` IS NULL THEN
incoming.`worst` ELSE `products`.`worst` END, `score` = (`products`.`score` * 2
+ incoming.`stock`);
