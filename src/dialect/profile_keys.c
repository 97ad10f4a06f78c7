#include "dialect/profile_keys.h"

#define KEY(id, key, kind, start, words)                                       \
    [UP_KEY_##id] = {.name = key,                                              \
                     .type = UP_OPTION_##kind,                                 \
                     .initial = start,                                         \
                     .since = "0.1",                                           \
                     .text = words}
#define TEXT(id, key, words) KEY(id, key, TEXT, "", words)
#define NAMES(id, key, words) KEY(id, key, NAMES, "", words)
#define YES_NO(id, key, start, words) KEY(id, key, BOOLEAN, start, words)
#define CHOICE(id, key, start, among, words)                                   \
    [UP_KEY_##id] = {.name = key,                                              \
                     .type = UP_OPTION_CHOICE,                                 \
                     .initial = start,                                         \
                     .choices = among,                                         \
                     .since = "0.1",                                           \
                     .text = words}
#define LIMIT(id, key, kind, start, most, words)                               \
    [UP_KEY_##id] = {.name = key,                                              \
                     .type = UP_OPTION_##kind,                                 \
                     .initial = start,                                         \
                     .maximum = most,                                          \
                     .since = "0.1",                                           \
                     .text = words}

/* clang-format off */
static const up_option KEYS[UP_KEY_COUNT] = {
    TEXT(DIALECT_BASE, "dialect.base",
         "A built-in dialect of the MERGE family to start from: every "
         "key that the file leaves out is as that dialect has it. "
         "Without it a key that is left out has the default that "
         "stands here."),
    KEY(DIALECT_NAME, "dialect.name", TEXT, NULL,
         "What plans and reports call the dialect."),
    TEXT(DIALECT_SUMMARY, "dialect.summary",
         "One line for people."),
    KEY(DIALECT_QUOTE, "dialect.quote", TEXT, "\"",
         "What stands around an identifier: one character for both "
         "sides, or two, as in `[]`. The closing one is doubled "
         "inside."),
    CHOICE(DIALECT_NAME_CASE, "dialect.name_case", "as_is",
         "as_is|upper|lower",
         "How the database spells a name that is written without "
         "quotes."),
    LIMIT(DIALECT_MAX_PARAMETERS, "dialect.max_parameters",
          INTEGER, "2000", 1000000000,
         "Markers in one statement at most. 0 is no limit; libupsert "
         "has one of its own, 32767, for ODBC counts them in 16 bits."),
    LIMIT(DIALECT_MAX_ROWS, "dialect.max_rows",
          INTEGER, "1000", 1000000000,
         "Rows in one statement at most; 0 is no limit. 1 for a "
         "database that takes one row a statement."),
    LIMIT(DIALECT_MAX_BYTES, "dialect.max_bytes",
          SIZE, "0", (int64_t)1 << 40,
         "Text and values of one statement together, at most; 0 is no "
         "limit."),
    TEXT(DIALECT_SAVEPOINT, "dialect.savepoint",
         "The statement that sets a savepoint. Empty: there are none, "
         "and a row that a statement of many rows cannot take fails "
         "the run."),
    TEXT(DIALECT_ROLLBACK_TO_SAVEPOINT, "dialect.rollback_to_savepoint",
         "The statement that goes back to it."),
    TEXT(DIALECT_RELEASE_SAVEPOINT, "dialect.release_savepoint",
         "The statement that drops it. Empty where setting it again "
         "moves it."),
    TEXT(DIALECT_BEGIN, "dialect.begin",
         "The statement that begins a transaction. Empty: ODBC does, "
         "and ends it."),
    TEXT(DIALECT_COMMIT, "dialect.commit",
         "The statement that commits."),
    TEXT(DIALECT_ROLLBACK, "dialect.rollback",
         "The statement that rolls back."),
    TEXT(DIALECT_BANNER_QUERY, "dialect.banner_query",
         "A query of one row and column: what the server is, for "
         "plans and reports."),
    TEXT(DIALECT_COLUMNS_QUERY, "dialect.columns_query",
         "A query with two markers, the table's name and the schema's "
         "(`''` when none was given), which returns a row a column in "
         "order, of every table whose name equals the first without "
         "regard to case and that is seen without a schema, or lies "
         "in the one given: schema, table, column, type in full, type "
         "without length for a CAST, how the column is filled when it "
         "is not given (`generated`: it cannot be; `identity`; "
         "`null`; or an empty text), collation (empty where text is "
         "compared byte by byte). All of it is text."),
    TEXT(DIALECT_COLUMNS_QUERY_2, "dialect.columns_query_2",
         "Continues `columns_query`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_COLUMNS_QUERY_3, "dialect.columns_query_3",
         "Continues `columns_query_2`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_COLUMNS_QUERY_4, "dialect.columns_query_4",
         "Continues `columns_query_3`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_INDEXES_QUERY, "dialect.indexes_query",
         "A query with the same two markers, which returns a row a "
         "column of each unique index of exactly that table: index, "
         "`1` for the primary key or `0`, why it cannot find a row to "
         "update (empty when it can), column (NULL for an "
         "expression), predicate of a partial index (or NULL); a "
         "primary key first, then by name, then by position."),
    TEXT(DIALECT_INDEXES_QUERY_2, "dialect.indexes_query_2",
         "Continues `indexes_query`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_INDEXES_QUERY_3, "dialect.indexes_query_3",
         "Continues `indexes_query_2`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_INDEXES_QUERY_4, "dialect.indexes_query_4",
         "Continues `indexes_query_3`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_EFFECTS_QUERY, "dialect.effects_query",
         "A query with the same two markers, which returns a row for "
         "each thing that makes a write cause other writes: its "
         "description, such as `trigger t_audit`."),
    TEXT(DIALECT_EFFECTS_QUERY_2, "dialect.effects_query_2",
         "Continues `effects_query`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_EFFECTS_QUERY_3, "dialect.effects_query_3",
         "Continues `effects_query_2`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_EFFECTS_QUERY_4, "dialect.effects_query_4",
         "Continues `effects_query_3`, behind a blank: a line of the "
         "file has room for 1,000 bytes."),
    TEXT(DIALECT_LIMITS_QUERY, "dialect.limits_query",
         "A query of one row and column: the bytes of a statement, "
         "text and values together, that this server takes."),
    CHOICE(DIALECT_REPEATS, "dialect.repeats", "unnoticed",
           "unnoticed|refused|in_order",
           "What one statement does when two of its rows have one key: "
           "`refused` is an error that `[errors]` tells as `row_twice` or "
           "`duplicate_key`, also where one of them would change nothing "
           "(which a MERGE passes over), `in_order` applies one after the "
           "other, and `unnoticed` is anything else."),
    KEY(DIALECT_CONCAT, "dialect.concat", TEXT, "||",
        "The operator that joins two texts; empty for `CONCAT(a, b)`."),
    LIMIT(DIALECT_FRACTION_DIGITS, "dialect.fraction_digits",
          INTEGER, "6", 12,
          "Digits of a second that a type of times has when its name does "
          "not say."),
    TEXT(DIALECT_CLOCK_QUERY, "dialect.clock_query",
         "A query of one row and column: the server's clock, as its columns "
         "of dates and times take it. Empty: this machine's clock, in UTC."),
    TEXT(DIALECT_CONNECT_STATEMENT_1, "dialect.connect_statement_1",
         "A statement for a new connection, before anything else; it "
         "must be harmless to repeat."),
    TEXT(DIALECT_CONNECT_STATEMENT_2, "dialect.connect_statement_2",
         "The next one."),
    TEXT(DIALECT_CONNECT_STATEMENT_3, "dialect.connect_statement_3",
         "The next one."),
    TEXT(DIALECT_CONNECT_STATEMENT_4, "dialect.connect_statement_4",
         "The next one."),
    TEXT(DIALECT_CONNECT_STATEMENT_5, "dialect.connect_statement_5",
         "The next one."),
    TEXT(DIALECT_CONNECT_STATEMENT_6, "dialect.connect_statement_6",
         "The next one."),
    CHOICE(MERGE_SOURCE, "merge.source", "values",
         "values|select|from_values|one_row",
         "How the rows come in: `values` is `(VALUES (?, ?), (?, "
         "?))`, `select` is `(SELECT ? AS a, ? AS b UNION ALL SELECT "
         "?, ?)`, `from_values` is `(SELECT column1 AS a, column2 AS b "
         "FROM VALUES (?, ?))`, and `one_row` is `VALUES (?, ?)`."),
    TEXT(MERGE_FROM, "merge.from",
         "What stands behind each SELECT of `source = select`, such "
         "as `FROM DUAL`."),
    YES_NO(MERGE_COLUMN_LIST, "merge.column_list", "yes",
         "Whether the source's columns are named behind its alias, `s "
         "(a, b)`; otherwise the first SELECT names them."),
    YES_NO(MERGE_TABLE_AS, "merge.table_as", "yes",
         "Whether `AS` stands before the target's alias."),
    YES_NO(MERGE_SOURCE_AS, "merge.source_as", "yes",
         "Whether `AS` stands before the source's alias."),
    TEXT(MERGE_HINT, "merge.hint",
         "What stands behind the target, before its alias, such as "
         "`WITH (HOLDLOCK)`; `target.lock_hint = no` leaves it out."),
    YES_NO(MERGE_ON_PARENTHESES, "merge.on_parentheses", "no",
         "Whether the condition after `ON` stands in parentheses."),
    CHOICE(MERGE_CASTS, "merge.casts", "first_row",
         "none|first_row|every",
         "Which markers of the source stand in a CAST to their "
         "column's type."),
    CHOICE(MERGE_CONDITION, "merge.condition", "and",
         "and|where|none",
         "Where the condition of an update stands: `and` is `WHEN "
         "MATCHED AND .. THEN`, `where` is `UPDATE SET .. WHERE ..`, "
         "`none` is nowhere, and needs `upsert.only_changed = no`."),
    CHOICE(MERGE_DIFFERS, "merge.differs", "distinct",
         "distinct|decode|except|portable",
         "How the condition says that a column would get another "
         "value, NULL or not: `distinct` is `a IS DISTINCT FROM b`, "
         "`decode` is `DECODE(a, b, 0, 1) = 1`, `except` is `EXISTS "
         "(SELECT b EXCEPT SELECT a)`, `portable` is `a <> b` or one "
         "of them being NULL."),
    TEXT(MERGE_TERMINATOR, "merge.terminator",
         "What ends the statement, such as `\";\"`, in quotes."),
    NAMES(ERRORS_RETRY_STATEMENT, "errors.retry_statement",
         "A lock was not had; the transaction is intact."),
    NAMES(ERRORS_RETRY_TRANSACTION, "errors.retry_transaction",
         "A deadlock or a serialisation failure."),
    NAMES(ERRORS_DUPLICATE_KEY, "errors.duplicate_key",
         "A unique index refuses a row."),
    NAMES(ERRORS_CONSTRAINT, "errors.constraint",
         "Another constraint does."),
    NAMES(ERRORS_VALUE, "errors.value",
         "A value does not fit its type."),
    NAMES(ERRORS_ROW_TWICE, "errors.row_twice",
         "One statement met one row twice: it is sent in halves."),
    NAMES(ERRORS_CANCELLED, "errors.cancelled",
         "Cancelled or timed out."),
    NAMES(ERRORS_CONNECTION, "errors.connection",
         "The connection was lost."),
    NAMES(TYPES_INTEGER, "types.integer",
         "Whole numbers."),
    NAMES(TYPES_DECIMAL, "types.decimal",
         "Numbers with exact fractions."),
    NAMES(TYPES_FLOAT, "types.float",
         "Binary floating point."),
    NAMES(TYPES_BOOLEAN, "types.boolean",
         "Truth values."),
    NAMES(TYPES_TEXT, "types.text",
         "Text."),
    NAMES(TYPES_BINARY, "types.binary",
         "Bytes."),
    NAMES(TYPES_DATE, "types.date",
         "A day."),
    NAMES(TYPES_TIME, "types.time",
         "A time of day."),
    NAMES(TYPES_TIMESTAMP, "types.timestamp",
         "A day and time."),
    NAMES(TYPES_TIMESTAMP_TZ, "types.timestamp_tz",
         "A moment, with a time zone."),
    NAMES(TYPES_UUID, "types.uuid",
         "UUIDs."),
    NAMES(TYPES_JSON, "types.json",
         "JSON."),
    NAMES(TYPES_OTHER, "types.other",
         "All else: what a type name is when neither the file nor "
         "libupsert knows it."),
};
/* clang-format on */

const up_option_set up_profile_options = {KEYS, UP_KEY_COUNT, "a dialect file"};
