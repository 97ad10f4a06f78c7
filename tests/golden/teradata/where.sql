-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: teradata
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: shop
-- table: products
-- column: id | INTEGER | key | INTEGER
-- column: name | VARCHAR(20) | replace | VARCHAR(21)
-- column: price | DECIMAL(10,2) | greatest | DECIMAL(10,2)

-- statement
refused: a MERGE of this database updates without a condition: it takes none
