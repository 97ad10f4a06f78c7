-- The rules, where a column of the key is NULL.
--
-- dialect: sqlserver
-- mode: update_existing
-- newer: stock
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | key_null | nvarchar(21)
-- column: note | nvarchar(20) | append | nvarchar(21)
-- column: price | decimal(10,2) | add | decimal(10,2)
-- column: stock | int | greatest | int
-- column: score | int | sql: new.score - 1 | int
-- column: seen | datetime2(3) | touch | datetime2(3)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
nvarchar(21)), CAST(? AS decimal(10,2)), CAST(? AS int), CAST(? AS int), CAST(?
AS datetime2(3)))) AS s ([id], [name], [note], [price], [stock], [score],
[seen]) ON t.[id] = s.[id] AND t.[name] IS NULL
WHEN MATCHED AND (s.[stock] > t.[stock] OR (t.[stock] IS NULL AND s.[stock] IS
NOT NULL)) AND (EXISTS (SELECT COALESCE(t.[note] + s.[note], s.[note],
t.[note]), CAST(CAST(COALESCE(t.[note] + s.[note], s.[note], t.[note]) AS
nvarchar(20)) AS varbinary(max)), COALESCE(t.[price] + s.[price], s.[price],
t.[price]), CASE
WHEN s.[stock] > t.[stock] OR t.[stock] IS NULL THEN s.[stock] ELSE t.[stock]
END, CAST((s.[score] - 1) AS int) EXCEPT
SELECT t.[note], CAST(t.[note] AS varbinary(max)), t.[price], t.[stock],
t.[score])) THEN UPDATE
SET [note] = COALESCE(t.[note] + s.[note], s.[note], t.[note]), [price] =
COALESCE(t.[price] + s.[price], s.[price], t.[price]), [stock] = CASE
WHEN s.[stock] > t.[stock] OR t.[stock] IS NULL THEN s.[stock] ELSE t.[stock]
END, [score] = (s.[score] - 1), [seen] = s.[seen];;
