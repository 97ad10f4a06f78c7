-- An expression names a column that the rows do not bring.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: price | decimal(10,2) | sql: old.price + new.unsent | decimal(10,2)

-- statement
refused: the expression names new.unsent, which the rows do not bring
