-- A type that the database cannot compare.
--
-- dialect: oracle
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | NUMBER(10,0) | key | NUMBER(10,0)
-- column: name | VARCHAR2(20 BYTE) | replace | VARCHAR2(21 BYTE)
-- column: price | NUMBER(10,2) | replace | NUMBER(10,2)
-- column: body | CLOB | replace | 

-- statement
refused: a column to update is of a type that this database cannot compare: it needs upsert.only_changed = no
