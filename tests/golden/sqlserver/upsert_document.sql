-- All rows are one parameter, a document of JSON, whose texts have the CAST of a
-- marker.
--
-- dialect: sqlserver
-- mode: upsert
-- transport: document
-- schema: dbo
-- table: products
-- column: id | int | key
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | add | decimal(10,2)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (SELECT CAST(d.column1 AS int) AS column1, CAST(d.column2 AS
nvarchar(21)) AS column2, CAST(d.column3 AS decimal(10,2)) AS column3
FROM OPENJSON(?) WITH (column1 nvarchar(max) '$[0]', column2 nvarchar(max)
'$[1]', column3 nvarchar(max) '$[2]') AS d) AS s ([id], [name], [price]) ON
t.[id] = s.[id]
WHEN MATCHED AND (EXISTS (SELECT s.[name], CAST(CAST(s.[name] AS nvarchar(20))
AS varbinary(max)), COALESCE(t.[price] + s.[price], s.[price], t.[price])
EXCEPT
SELECT t.[name], CAST(t.[name] AS varbinary(max)), t.[price])) THEN UPDATE
SET [name] = s.[name], [price] = COALESCE(t.[price] + s.[price], s.[price],
t.[price])
WHEN NOT MATCHED THEN INSERT ([id], [name], [price])
VALUES (s.[id], s.[name], s.[price]);;
