-- A column that tells when another one changed.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: name | varchar(20) | keep_if_null | 
-- column: note | varchar(20) | append | 
-- column: score | int | sql: OLD.score * 2 + new."stock" | DECIMAL(65,0)
-- column: stock | int | add | DECIMAL(65,0)
-- column: seen | datetime(3) | touch | DATETIME(3)

-- statement
INSERT INTO `shop`.`products` (`id`, `name`, `note`, `score`, `stock`, `seen`)
VALUES (?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE `id` = IF(@upsert_taken := (NOT
(CAST(CONVERT(`products`.`name`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(COALESCE(VALUES(`name`),
`products`.`name`)
USING utf8mb4) AS BINARY)) OR NOT (CAST(CONVERT(`products`.`note`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(COALESCE(CONCAT(`products`.`note`,
VALUES(`note`)), VALUES(`note`), `products`.`note`)
USING utf8mb4) AS BINARY)) OR NOT (`products`.`score` <=>
CAST((`products`.`score` * 2 + VALUES(`stock`)) AS DECIMAL(65,0))) OR NOT
(`products`.`stock` <=> CAST(COALESCE(`products`.`stock` + VALUES(`stock`),
VALUES(`stock`), `products`.`stock`) AS DECIMAL(65,0)))), `products`.`id`,
`products`.`id`), `name` = IF(@upsert_taken, COALESCE(VALUES(`name`),
`products`.`name`), `products`.`name`), `note` = IF(@upsert_taken,
COALESCE(CONCAT(`products`.`note`, VALUES(`note`)), VALUES(`note`),
`products`.`note`), `products`.`note`), `score` = IF(@upsert_taken,
(`products`.`score` * 2 + VALUES(`stock`)), `products`.`score`), `stock` =
IF(@upsert_taken, COALESCE(`products`.`stock` + VALUES(`stock`),
VALUES(`stock`), `products`.`stock`), `products`.`stock`), `seen` =
IF(@upsert_taken, VALUES(`seen`), `products`.`seen`);
