-- A type that the database cannot compare.
--
-- dialect: vertica
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | int | key | int
-- column: name | varchar(20) | replace | varchar(21)
-- column: price | numeric(10,2) | replace | numeric(10,2)
-- column: body | long varchar(1000) | replace | long varchar(1000)

-- statement
refused: a column to update is of a type that this database cannot compare: it needs upsert.only_changed = no
