-- Names with a space, quotes, a question mark, capitals, and a keyword.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: My `schema`
-- table: Order; --?
-- column: a b | int | key | DECIMAL(65,0)
-- column: q`x | varchar(20) | replace | 
-- column: select | varchar(20) | replace | 
-- column: why? | datetime(3) | touch | DATETIME(3)

-- statement
INSERT INTO `My ``schema```.`Order; --?` (`a b`, `q``x`, `select`, `why?`)
VALUES (?, ?, ?, ?) AS incoming
ON DUPLICATE KEY UPDATE `a b` = IF(@upsert_taken := (NOT (CAST(CONVERT(`Order; --?`.`q``x`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(incoming.`q``x`
USING utf8mb4) AS BINARY)) OR NOT (CAST(CONVERT(`Order; --?`.`select`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(incoming.`select`
USING utf8mb4) AS BINARY))), `Order; --?`.`a b`, `Order; --?`.`a b`), `q``x` =
IF(@upsert_taken, incoming.`q``x`, `Order; --?`.`q``x`), `select` =
IF(@upsert_taken, incoming.`select`, `Order; --?`.`select`), `why?` =
IF(@upsert_taken, incoming.`why?`, `Order; --?`.`why?`);
