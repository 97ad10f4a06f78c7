-- Several rows in one statement.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- rows: 3

-- statement
refused: a MERGE of this database takes one row
