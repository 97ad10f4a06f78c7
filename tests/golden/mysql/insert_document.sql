-- All rows are one parameter, a document of JSON.
--
-- dialect: mysql
-- mode: insert
-- transport: document
-- banner: 9.7.0 MySQL
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
SET utf8mb4 PATH '$[2]' ERROR ON ERROR)) AS s;
