-- Names with a space, quotes, brackets, a question mark, capitals, and a keyword.
--
-- dialect: sqlserver
-- mode: upsert
-- schema: My "schema"
-- table: Order; --?
-- column: a b | int | key | int
-- column: q"x | nvarchar(20) | replace | nvarchar(21)
-- column: b]c[ | nvarchar(20) | replace | nvarchar(21)
-- column: select | nvarchar(20) | replace | nvarchar(21)
-- column: Price | decimal(10,2) | replace | decimal(10,2)
-- column: why? | datetime2(3) | replace | datetime2(3)
-- column: it's | int | replace | int

-- statement
MERGE INTO [My "schema"].[Order; --?] WITH (UPDLOCK, HOLDLOCK) AS t
USING (VALUES (CAST(? AS int), CAST(? AS nvarchar(21)), CAST(? AS
nvarchar(21)), CAST(? AS nvarchar(21)), CAST(? AS decimal(10,2)), CAST(? AS
datetime2(3)), CAST(? AS int))) AS s ([a b], [q"x], [b]]c[], [select], [Price],
[why?], [it's]) ON t.[a b] = s.[a b]
WHEN MATCHED AND (EXISTS (SELECT s.[q"x], CAST(CAST(s.[q"x] AS nvarchar(20)) AS
varbinary(max)), s.[b]]c[], CAST(CAST(s.[b]]c[] AS nvarchar(20)) AS
varbinary(max)), s.[select], CAST(CAST(s.[select] AS nvarchar(20)) AS
varbinary(max)), s.[Price], s.[why?], s.[it's] EXCEPT
SELECT t.[q"x], CAST(t.[q"x] AS varbinary(max)), t.[b]]c[], CAST(t.[b]]c[] AS
varbinary(max)), t.[select], CAST(t.[select] AS varbinary(max)), t.[Price],
t.[why?], t.[it's])) THEN UPDATE
SET [q"x] = s.[q"x], [b]]c[] = s.[b]]c[], [select] = s.[select], [Price] =
s.[Price], [why?] = s.[why?], [it's] = s.[it's]
WHEN NOT MATCHED THEN INSERT ([a b], [q"x], [b]]c[], [select], [Price], [why?],
[it's])
VALUES (s.[a b], s.[q"x], s.[b]]c[], s.[select], s.[Price], s.[why?],
s.[it's]);;
