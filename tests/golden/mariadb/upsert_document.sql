-- All rows are one parameter, a document of JSON.
--
-- dialect: mariadb
-- mode: upsert
-- transport: document
-- banner: 10.11.6-MariaDB
-- table: products
-- column: id | int | key
-- column: name | varchar(20) | replace
-- column: price | decimal(10,2) | add

-- statement
INSERT INTO `products` (`id`, `name`, `price`)
SELECT *
FROM JSON_TABLE(?, '$[*]' COLUMNS (column1 LONGTEXT CHARACTER
SET utf8mb4 PATH '$[0]' ERROR ON ERROR, column2 LONGTEXT CHARACTER
SET utf8mb4 PATH '$[1]' ERROR ON ERROR, column3 LONGTEXT CHARACTER
SET utf8mb4 PATH '$[2]' ERROR ON ERROR)) AS s
ON DUPLICATE KEY UPDATE `name` = VALUES(`name`), `price` =
COALESCE(`products`.`price` + VALUES(`price`), VALUES(`price`),
`products`.`price`);
