-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: teradata
-- mode: upsert
-- newer: stock
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: stock | INTEGER | replace | INTEGER

-- statement
refused: a MERGE of this database writes equal rows, too: it needs upsert.only_changed = no
