-- An expression names a column that the rows do not bring.
--
-- dialect: postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key
-- column: price | numeric(10,2) | sql: old.price + new.unsent

-- statement
refused: the expression names new.unsent, which the rows do not bring
