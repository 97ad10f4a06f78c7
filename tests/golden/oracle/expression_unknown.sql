-- An expression names a column that the rows do not bring.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: price | NUMBER(10,2) | sql: old.price + new.unsent | NUMBER(10,2)

-- statement
refused: the expression names new.unsent, which the rows do not bring
