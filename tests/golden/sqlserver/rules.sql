-- What a row that is there gets, by every rule.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | keep_if_null | nvarchar(21)
-- column: note | nvarchar(20) | append | nvarchar(21)
-- column: price | decimal(10,2) | replace | decimal(10,2)
-- column: stock | int | add | int
-- column: best | decimal(10,2) | greatest | decimal(10,2)
-- column: worst | decimal(10,2) | least | decimal(10,2)
-- column: score | int | sql: OLD.score * 2 + new.[stock] | int
-- column: seen | datetime2(3) | touch | datetime2(3)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
nvarchar(21)), CAST(? AS decimal(10,2)), CAST(? AS int), CAST(? AS
decimal(10,2)), CAST(? AS decimal(10,2)), CAST(? AS int), CAST(? AS
datetime2(3)))) AS s ([id], [name], [note], [price], [stock], [best], [worst],
[score], [seen]) ON t.[id] = s.[id]
WHEN MATCHED AND (EXISTS (SELECT COALESCE(s.[name], t.[name]),
CAST(CAST(COALESCE(s.[name], t.[name]) AS nvarchar(20)) AS varbinary(max)),
COALESCE(t.[note] + s.[note], s.[note], t.[note]), CAST(CAST(COALESCE(t.[note]
+ s.[note], s.[note], t.[note]) AS nvarchar(20)) AS varbinary(max)), s.[price],
COALESCE(t.[stock] + s.[stock], s.[stock], t.[stock]), CASE
WHEN s.[best] > t.[best] OR t.[best] IS NULL THEN s.[best] ELSE t.[best] END,
CASE
WHEN s.[worst] < t.[worst] OR t.[worst] IS NULL THEN s.[worst] ELSE t.[worst]
END, CAST((t.[score] * 2 + s.[stock]) AS int) EXCEPT
SELECT t.[name], CAST(t.[name] AS varbinary(max)), t.[note], CAST(t.[note] AS
varbinary(max)), t.[price], t.[stock], t.[best], t.[worst], t.[score])) THEN
UPDATE
SET [name] = COALESCE(s.[name], t.[name]), [note] = COALESCE(t.[note] +
s.[note], s.[note], t.[note]), [price] = s.[price], [stock] =
COALESCE(t.[stock] + s.[stock], s.[stock], t.[stock]), [best] = CASE
WHEN s.[best] > t.[best] OR t.[best] IS NULL THEN s.[best] ELSE t.[best] END,
[worst] = CASE
WHEN s.[worst] < t.[worst] OR t.[worst] IS NULL THEN s.[worst] ELSE t.[worst]
END, [score] = (t.[score] * 2 + s.[stock]), [seen] = s.[seen]
WHEN NOT MATCHED THEN INSERT ([id], [name], [note], [price], [stock], [best],
[worst], [score], [seen])
VALUES (s.[id], s.[name], s.[note], s.[price], s.[stock], s.[best], s.[worst],
s.[score], s.[seen]);;
