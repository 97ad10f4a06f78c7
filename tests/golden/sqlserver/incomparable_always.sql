-- The same, where nothing is compared.
--
-- dialect: sqlserver
-- mode: upsert
-- only_changed: no
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)
-- column: body | xml | replace | xml

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2)), CAST(? AS xml))) AS s ([id], [name], [price], [body]) ON t.[id]
= s.[id]
WHEN MATCHED THEN UPDATE
SET [name] = s.[name], [price] = s.[price], [body] = s.[body]
WHEN NOT MATCHED THEN INSERT ([id], [name], [price], [body])
VALUES (s.[id], s.[name], s.[price], s.[body]);;
