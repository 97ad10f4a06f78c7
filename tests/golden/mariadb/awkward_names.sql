-- Names with a space, quotes, a question mark, capitals, and a keyword.
--
-- dialect: mariadb
-- banner: 10.11.6-MariaDB Debian
-- mode: upsert
-- schema: My `schema`
-- table: Order; --?
-- column: a b | int | key | DECIMAL(65,0)
-- column: q`x | varchar(20) | replace | 
-- column: select | varchar(20) | replace | 
-- column: why? | datetime(3) | touch | DATETIME(3)

-- statement
INSERT INTO `My ``schema```.`Order; --?` (`a b`, `q``x`, `select`, `why?`)
VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE `a b` = IF(@upsert_taken := (NOT (CAST(CONVERT(`Order; --?`.`q``x`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(VALUES(`q``x`)
USING utf8mb4) AS BINARY)) OR NOT (CAST(CONVERT(`Order; --?`.`select`
USING utf8mb4) AS BINARY) <=> CAST(CONVERT(VALUES(`select`)
USING utf8mb4) AS BINARY))), `Order; --?`.`a b`, `Order; --?`.`a b`), `q``x` =
IF(@upsert_taken, VALUES(`q``x`), `Order; --?`.`q``x`), `select` =
IF(@upsert_taken, VALUES(`select`), `Order; --?`.`select`), `why?` =
IF(@upsert_taken, VALUES(`why?`), `Order; --?`.`why?`);
