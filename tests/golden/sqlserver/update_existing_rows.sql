-- Several rows in one statement.
--
-- dialect: sqlserver
-- mode: update_existing
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)
-- rows: 3

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2))), (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2))), (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2)))) AS s ([id], [name], [price]) ON t.[id] = s.[id]
WHEN MATCHED AND (EXISTS (SELECT s.[name], CAST(CAST(s.[name] AS nvarchar(20))
AS varbinary(max)), s.[price] EXCEPT
SELECT t.[name], CAST(t.[name] AS varbinary(max)), t.[price])) THEN UPDATE
SET [name] = s.[name], [price] = s.[price];;
