-- A column that an update leaves alone.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | insert_only | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2)))) AS s ([id], [name], [price]) ON t.[id] = s.[id]
WHEN MATCHED AND (EXISTS (SELECT s.[price] EXCEPT
SELECT t.[price])) THEN UPDATE
SET [price] = s.[price]
WHEN NOT MATCHED THEN INSERT ([id], [name], [price])
VALUES (s.[id], s.[name], s.[price]);;
