-- The table is named without a schema.
--
-- dialect: sqlserver
-- mode: upsert
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)

-- statement
MERGE INTO [products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2)))) AS s ([id], [name], [price]) ON t.[id] = s.[id]
WHEN MATCHED AND (EXISTS (SELECT s.[name], CAST(CAST(s.[name] AS nvarchar(20))
AS varbinary(max)), s.[price] EXCEPT
SELECT t.[name], CAST(t.[name] AS varbinary(max)), t.[price])) THEN UPDATE
SET [name] = s.[name], [price] = s.[price]
WHEN NOT MATCHED THEN INSERT ([id], [name], [price])
VALUES (s.[id], s.[name], s.[price]);;
