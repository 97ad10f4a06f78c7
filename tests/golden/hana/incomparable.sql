-- A type that the database cannot compare.
--
-- dialect: hana
-- mode: upsert
-- schema: SHOP
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | NVARCHAR(20) | replace | NVARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: body | NCLOB | replace | NCLOB

-- statement
refused: a column to update is of a type that this database cannot compare: it needs upsert.only_changed = no
