-- A condition of the user's own, and a version; equal rows are written.
--
-- dialect: sqlserver
-- mode: upsert
-- only_changed: no
-- newer: price
-- where: old.name <> 'it''s; old.x?' AND new.price > old.unsent
-- schema: dbo
-- table: products
-- column: id | int | key | int
-- column: name | nvarchar(20) | replace | nvarchar(21)
-- column: price | decimal(10,2) | greatest | decimal(10,2)

-- statement
MERGE INTO [dbo].[products] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
decimal(10,2)))) AS s ([id], [name], [price]) ON t.[id] = s.[id]
WHEN MATCHED AND (s.[price] > t.[price] OR (t.[price] IS NULL AND s.[price] IS
NOT NULL)) AND (t.[name] <> 'it''s; old.x?' AND s.[price] > t.[unsent]) THEN
UPDATE
SET [name] = s.[name], [price] = CASE
WHEN s.[price] > t.[price] OR t.[price] IS NULL THEN s.[price] ELSE t.[price]
END
WHEN NOT MATCHED THEN INSERT ([id], [name], [price])
VALUES (s.[id], s.[name], s.[price]);;
