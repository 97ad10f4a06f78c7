-- An expression names a column that the rows do not bring.
--
-- dialect: merge:postgresql
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | integer | key | integer
-- column: price | numeric(10,2) | sql: old.price + new.unsent | numeric

-- statement
refused: the expression names new.unsent, which the rows do not bring
