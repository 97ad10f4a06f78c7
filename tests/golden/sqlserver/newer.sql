-- Only a row of a newer version is taken, where that changes it.
--
-- dialect: sqlserver
-- mode: upsert
-- newer: stock
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: stock | int | replace | int

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS int))) AS s
([id], [name], [stock]) ON t.[id] = s.[id]
WHEN MATCHED AND (s.[stock] > t.[stock] OR (t.[stock] IS NULL AND s.[stock] IS
NOT NULL)) AND (EXISTS (SELECT s.[name], CAST(CAST(s.[name] AS nvarchar(20)) AS
varbinary(max)), s.[stock] EXCEPT
SELECT t.[name], CAST(t.[name] AS varbinary(max)), t.[stock])) THEN UPDATE
SET [name] = s.[name], [stock] = s.[stock]
WHEN NOT MATCHED THEN INSERT ([id], [name], [stock])
VALUES (s.[id], s.[name], s.[stock]);;
