-- Text of one byte a character, of fixed length, and bytes.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: code | char(5) | key | varchar(6)
-- column: name | varchar(20) | replace | varchar(21)
-- column: flag | char(1) | replace | varchar(2)
-- column: hash | binary(32) | replace | varbinary(33)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS varchar(6)), CAST(? AS varchar(21)), CAST(? AS
varchar(2)), CAST(? AS varbinary(33)))) AS s ([code], [name], [flag], [hash])
ON t.[code] = s.[code]
WHEN MATCHED AND (EXISTS (SELECT s.[name], CAST(CAST(s.[name] AS varchar(20))
AS varbinary(max)), s.[flag], CAST(CAST(s.[flag] AS char(1)) AS
varbinary(max)), s.[hash] EXCEPT
SELECT t.[name], CAST(t.[name] AS varbinary(max)), t.[flag], CAST(t.[flag] AS
varbinary(max)), t.[hash])) THEN UPDATE
SET [name] = s.[name], [flag] = s.[flag], [hash] = s.[hash]
WHEN NOT MATCHED THEN INSERT ([code], [name], [flag], [hash])
VALUES (s.[code], s.[name], s.[flag], s.[hash]);;
