-- Several rows in one statement.
--
-- dialect: sqlserver
-- mode: insert
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)
-- rows: 3

-- statement
INSERT INTO [dbo].[products] ([id], [name], [price])
VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS decimal(10,2))),
(CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS decimal(10,2))), (CAST(? AS
int), CAST(? AS nvarchar(21)), CAST(? AS decimal(10,2)));;
