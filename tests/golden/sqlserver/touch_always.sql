-- A column that tells when another one changed, where equal rows are written.
--
-- dialect: sqlserver
-- mode: upsert
-- only_changed: no
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: stock | int | add | int
-- column: price | decimal(10,2) | replace | decimal(10,2)
-- column: seen | datetime2(3) | touch | datetime2(3)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS int), CAST(? AS decimal(10,2)), CAST(?
AS datetime2(3)))) AS s ([id], [stock], [price], [seen]) ON t.[id] = s.[id]
WHEN MATCHED THEN UPDATE
SET [stock] = COALESCE(t.[stock] + s.[stock], s.[stock], t.[stock]), [price] =
s.[price], [seen] = CASE
WHEN EXISTS (SELECT COALESCE(t.[stock] + s.[stock], s.[stock], t.[stock]),
s.[price] EXCEPT
SELECT t.[stock], t.[price]) THEN s.[seen] ELSE t.[seen] END
WHEN NOT MATCHED THEN INSERT ([id], [stock], [price], [seen])
VALUES (s.[id], s.[stock], s.[price], s.[seen]);;
