-- A type that the database cannot compare.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)
-- column: body | xml | replace | xml

-- statement
refused: a column to update is of a type that this database cannot compare: it needs upsert.only_changed = no
