-- Two expressions read each other's old values.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: a | int | sql: old.b | DECIMAL(65,0)
-- column: b | int | sql: old.a | DECIMAL(65,0)

-- statement
refused: the expressions read each other's values in a circle, which this database cannot follow, for it assigns one column after the other: one of the columns is a
