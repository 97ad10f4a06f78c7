-- Equal rows are written, too.
--
-- dialect: sqlserver
-- mode: upsert
-- only_changed: no
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2)))) AS s ([id], [name], [price]) ON t.[id] = s.[id]
WHEN MATCHED THEN UPDATE
SET [name] = s.[name], [price] = s.[price]
WHEN NOT MATCHED THEN INSERT ([id], [name], [price])
VALUES (s.[id], s.[name], s.[price]);;
