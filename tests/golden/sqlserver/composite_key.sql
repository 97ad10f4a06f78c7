-- The key has two columns, which do not come first.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: note | nvarchar(20) | replace | nvarchar(21)
-- column: code | nvarchar(20) | key | nvarchar(21)
-- column: at | datetime2(3) | replace | datetime2(3)
-- column: region | int | key | int

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS nvarchar(21)), CAST(? AS nvarchar(21)), CAST(? AS
datetime2(3)), CAST(? AS int))) AS s ([note], [code], [at], [region]) ON
t.[code] = s.[code] AND t.[region] = s.[region]
WHEN MATCHED AND (EXISTS (SELECT s.[note], CAST(CAST(s.[note] AS nvarchar(20))
AS varbinary(max)), s.[at] EXCEPT
SELECT t.[note], CAST(t.[note] AS varbinary(max)), t.[at])) THEN UPDATE
SET [note] = s.[note], [at] = s.[at]
WHEN NOT MATCHED THEN INSERT ([note], [code], [at], [region])
VALUES (s.[note], s.[code], s.[at], s.[region]);;
