-- Rows are deleted and found by their keys.
--
-- dialect: sqlserver
-- mode: update_existing
-- schema: dbo
-- table: products
-- rows: 2
-- column: id | int | key | int
-- column: name | nvarchar(20) | key_null | nvarchar(21)
-- column: price | decimal(10,2) | key | decimal(10,2)

-- delete
DELETE
FROM [dbo].[products]
WHERE ([id] = ? AND [name] IS NULL AND [price] = ?) OR ([id] = ? AND [name] IS
NULL AND [price] = ?);

-- find
SELECT count(*)
FROM [dbo].[products]
WHERE [id] = ? AND [name] IS NULL AND [price] = ?;
