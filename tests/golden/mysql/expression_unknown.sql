-- An expression names a column that the rows do not bring.
--
-- dialect: mysql
-- banner: 8.4.3 MySQL Community Server - GPL
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | DECIMAL(65,0)
-- column: price | decimal(10,2) | sql: old.price + new.unsent | DECIMAL(65,2)

-- statement
refused: the expression names new.unsent, which the rows do not bring
