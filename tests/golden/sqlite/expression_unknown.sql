-- An expression names a column that the rows do not bring.
--
-- dialect: sqlite
-- mode: upsert
-- schema: main
-- table: products
-- column: id | INTEGER | key
-- column: price | NUMERIC(10,2) | sql: old.price + new.unsent

-- statement
refused: the expression names new.unsent, which the rows do not bring
