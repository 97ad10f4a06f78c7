-- The rules, where a column of the key is NULL.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: update_existing
-- newer: stock
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | key_null | 
-- column: note | varchar(20) | append | 
-- column: price | decimal(10,2) | add | DECIMAL(65,2)
-- column: stock | int | greatest | DECIMAL(65,0)
-- column: score | int | sql: new.score - 1 | DECIMAL(65,0)
-- column: seen | datetime(3) | touch | DATETIME(3)

-- statement
UPDATE `shop`.`products`
SET `note` = COALESCE(CONCAT(`products`.`note`, ?), ?, `products`.`note`),
`price` = COALESCE(`products`.`price` + CAST(? AS DECIMAL(65,2)), CAST(? AS
DECIMAL(65,2)), `products`.`price`), `stock` = CASE
WHEN CAST(? AS DECIMAL(65,0)) > `products`.`stock` OR `products`.`stock` IS
NULL THEN CAST(? AS DECIMAL(65,0)) ELSE `products`.`stock` END, `score` =
(CAST(? AS DECIMAL(65,0)) - 1), `seen` = ?
WHERE `products`.`id` = ? AND `products`.`name` IS NULL AND (NOT
(CAST(CONVERT(`products`.`note`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(COALESCE(CONCAT(`products`.`note`,
?), ?, `products`.`note`)
USING utf8mb4) AS BINARY)) OR NOT (`products`.`price` <=>
CAST(COALESCE(`products`.`price` + CAST(? AS DECIMAL(65,2)), CAST(? AS
DECIMAL(65,2)), `products`.`price`) AS DECIMAL(65,2))) OR NOT
(`products`.`stock` <=> CASE
WHEN CAST(? AS DECIMAL(65,0)) > `products`.`stock` OR `products`.`stock` IS
NULL THEN CAST(? AS DECIMAL(65,0)) ELSE `products`.`stock` END) OR NOT
(`products`.`score` <=> CAST((CAST(? AS DECIMAL(65,0)) - 1) AS DECIMAL(65,0))))
AND (CAST(? AS DECIMAL(65,0)) > `products`.`stock` OR (`products`.`stock` IS
NULL AND CAST(? AS DECIMAL(65,0)) IS NOT NULL));
