-- There is nothing to update, and a key that is there is passed over.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: id | int | key | int

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int))) AS s ([id]) ON t.[id] = s.[id]
WHEN NOT MATCHED THEN INSERT ([id])
VALUES (s.[id]);;
