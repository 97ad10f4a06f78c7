-- An expression names a column that the rows do not bring.
--
-- dialect: hsqldb
-- mode: upsert
-- schema: PUBLIC
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: price | DECIMAL(10,2) | sql: old.price + new.unsent | DECIMAL(10,2)

-- statement
refused: the expression names new.unsent, which the rows do not bring
