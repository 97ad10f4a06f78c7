-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: stock | INTEGER | add | INTEGER
-- column: price | DECIMAL(10,2) | replace | DECIMAL(10,2)
-- column: seen | TIMESTAMP(3) | touch | TIMESTAMP(3)

-- statement
refused: a MERGE of this database does not compare: it cannot touch a column when another one changes
