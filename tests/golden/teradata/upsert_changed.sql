-- Equal rows cannot be left alone, which is asked for.
--
-- dialect: teradata
-- mode: upsert
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)

-- statement
refused: a MERGE of this database writes equal rows, too: it needs upsert.only_changed = no
