-- Nothing else could change.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: seen | datetime2(3) | touch | datetime2(3)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS datetime2(3)))) AS s ([id], [seen]) ON
t.[id] = s.[id]
WHEN NOT MATCHED THEN INSERT ([id], [seen])
VALUES (s.[id], s.[seen]);;
