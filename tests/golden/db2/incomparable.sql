-- A type that the database cannot compare.
--
-- dialect: db2
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20 OCTETS) | replace | VARCHAR(21 OCTETS)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: body | CLOB(1000) | replace | CLOB(1000)

-- statement
refused: a column to update is of a type that this database cannot compare: it needs upsert.only_changed = no
