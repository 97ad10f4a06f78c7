-- An expression names a column that the rows do not bring.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: price | numeric(10,2) | sql: old.price + new.unsent | numeric(10,2)

-- statement
refused: the expression names new.unsent, which the rows do not bring
