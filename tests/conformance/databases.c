/* The table of databases: all that the test bodies do not know. */
#include "conformance.h"

/* -------------------------------------------------------------- sqlite */

static const type_name SQLITE_TYPES[] = {
    {"integer", "INTEGER"},
    {"bigint", "BIGINT"},
    {"decimal", "DECIMAL"},
    {"double", "DOUBLE PRECISION"},
    {"text", "VARCHAR(%s)"},
    {"longtext", "TEXT"},
    {"binary", "BLOB"},
    {"date", "DATE"},
    {"timestamp", "TIMESTAMP"},
    {"boolean", "BOOLEAN"},
    {NULL, NULL},
};

/* An INTEGER PRIMARY KEY is the row's number, whatever it is spelt like. */
static const spelling SQLITE_SPELLINGS[] = {
    {"<bigint>", "1e2", "100"},
    {"<text> COLLATE NOCASE", "laptop", "LapTop"},
    {NULL, NULL, NULL},
};

static const poor_index SQLITE_POOR_INDEXES[] = {
    {"CREATE UNIQUE INDEX [i~] ON @ ([k]) WHERE [v] = 'x'", "is partial"},
    {"CREATE UNIQUE INDEX [i~] ON @ (abs([k]))", NULL},
    {NULL, NULL},
};

static const char *const SQLITE_TRIGGER[] = {
    "CREATE TRIGGER [i~] AFTER INSERT ON @ BEGIN"
    " INSERT INTO @other VALUES (new.[k], 'inserted'); END",
    "CREATE TRIGGER [u~] AFTER UPDATE ON @ BEGIN"
    " INSERT INTO @other VALUES (new.[k], 'updated'); END",
    NULL,
};

/* ---------------------------------------------------------- postgresql */

static const type_name POSTGRESQL_TYPES[] = {
    {"integer", "integer"},
    {"bigint", "bigint"},
    {"decimal", "numeric(20, 4)"},
    {"double", "double precision"},
    {"text", "varchar(%s)"},
    {"longtext", "text"},
    {"binary", "bytea"},
    {"date", "date"},
    {"timestamp", "timestamp"},
    {"boolean", "boolean"},
    {NULL, NULL},
};

static const sample POSTGRESQL_SAMPLES[] = {
    {"json", "{\"a\":  [1, null]}", NULL},
    {"jsonb", "{\"a\":  [1, null]}", "{\"a\": [1, null]}"},
    {"uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
     "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"}, /* the driver's capitals */
    {"integer[]", "{1,NULL,3}", NULL},
    {"text[]", "{\"a, b\",\"c?\"}", "{\"a, b\",c?}"},
    {"interval", "1 day 02:03:04", NULL},
    {"inet", "192.168.0.1/24", NULL},
    {"bit(4)", "1010", NULL},
    {"xml", "<a>&amp;</a>", NULL},
    {"numeric", "0.10", NULL},
    {"numeric", "NaN", NULL},
    {"character(5)", "ab", "ab   "},
    {"timestamp", "infinity", "9999-12-31 23:59:59"}, /* to the driver */
    {"int4range", "[1,5)", NULL},
    {NULL, NULL, NULL},
};

static const spelling POSTGRESQL_SPELLINGS[] = {
    {"numeric", "1.0", "1.00"},
    {"character(5)", "ab", "ab  "},
    {"uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
     "a0eebc999c0b4ef8bb6d6bb9bd380a11"},
    {"timestamp with time zone", "2024-01-01 12:00:00+00",
     "2024-01-01 13:00:00+01"},
    {NULL, NULL, NULL},
};

static const char *const POSTGRESQL_GOOD_INDEXES[] = {
    "CREATE UNIQUE INDEX [i~] ON @ ([k]) INCLUDE ([v])",
    "CREATE UNIQUE INDEX [i~] ON @ ([k] DESC)",
    NULL,
};

static const poor_index POSTGRESQL_POOR_INDEXES[] = {
    {"CREATE UNIQUE INDEX [i~] ON @ ([k]) WHERE [v] = 'x'", "is partial"},
    {"CREATE UNIQUE INDEX [i~] ON @ (abs([k]))", NULL},
    {"ALTER TABLE @ ADD UNIQUE ([k]) DEFERRABLE", "deferrable"},
    {NULL, NULL},
};

static const char *const POSTGRESQL_TRIGGER[] = {
    "CREATE FUNCTION [f~]() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN INSERT INTO @other VALUES (new.k, CASE TG_OP WHEN ''INSERT'' "
    "THEN ''inserted'' ELSE ''updated'' END); RETURN NULL; END'",
    "CREATE TRIGGER [t~] AFTER INSERT OR UPDATE ON @ FOR EACH ROW "
    "EXECUTE FUNCTION [f~]()",
    NULL,
};

static const char *const POSTGRESQL_PARTITIONED[] = {
    "CREATE TABLE @ ([k] integer NOT NULL PRIMARY KEY, [v] varchar(200))"
    " PARTITION BY RANGE ([k])",
    "CREATE TABLE [a~] PARTITION OF @ FOR VALUES FROM (0) TO (100)",
    "CREATE TABLE [b~] PARTITION OF @ FOR VALUES FROM (100) TO (200)",
    NULL,
};

static const char *const POSTGRESQL_RAISING[] = {
    "CREATE FUNCTION [f~]() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN IF new.v = ''hunter2'' THEN RAISE EXCEPTION "
    "''column % is not wanted'', new.v; END IF; RETURN new; END'",
    "CREATE TRIGGER [t~] BEFORE INSERT OR UPDATE ON @ FOR EACH ROW "
    "EXECUTE FUNCTION [f~]()",
    NULL,
};
static const char *const POSTGRESQL_DROP_TRIGGER[] = {
    "DROP FUNCTION IF EXISTS [f~] CASCADE",
    NULL,
};

#define POSTGRESQL_COMMON                                                      \
    .transports = "columns|values|row|document|staging", .quote_open = '"',    \
    .quote_close = '"', .creates_schemas = true, .tells_case = true,           \
    .types = POSTGRESQL_TYPES, .table_options = "", .typed = true,             \
    .value_state = "22", .exact_decimals = true, .exact_double = "[v]",        \
    .samples = POSTGRESQL_SAMPLES, .spellings = POSTGRESQL_SPELLINGS,          \
    .good_indexes = POSTGRESQL_GOOD_INDEXES,                                   \
    .poor_indexes = POSTGRESQL_POOR_INDEXES,                                   \
    .identity = "[id] <integer> GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", \
    .named_constraint = "ALTER TABLE @ ADD CONSTRAINT [c~] UNIQUE ([b])",      \
    .generated = "[g] <integer> GENERATED ALWAYS AS ([k] * 2) STORED",         \
    .trigger = POSTGRESQL_TRIGGER, .drop_trigger = POSTGRESQL_DROP_TRIGGER,    \
    .raising = POSTGRESQL_RAISING, .partitioned = POSTGRESQL_PARTITIONED,      \
    .lost_to_partitions = {[UPSERT_MODE_UPSERT] = "inserted updated"},         \
    .ends_the_lighter = true, .session_query = "SELECT pg_backend_pid()",      \
    .kill = "SELECT pg_terminate_backend(%s, 5000)",                           \
    .leftovers = "SELECT count(*) FROM pg_prepared_statements",                \
    .no_connection = "Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=1;"    \
                     "Database=postgres;Uid=upsert;Pwd=hunter2"

/* ---------------------------------------------------- mariadb and mysql */

static const type_name MYSQL_TYPES[] = {
    {"integer", "int"},
    {"bigint", "bigint"},
    {"decimal", "decimal(20, 4)"},
    {"double", "double"},
    {"text", "varchar(%s)"},
    {"longtext", "longtext"},
    {"binary", "longblob"},
    {"date", "date"},
    {"timestamp", "datetime(6)"},
    {"boolean", "boolean"},
    {NULL, NULL},
};

static const sample MYSQL_SAMPLES[] = {
    {"tinyint", "-128", NULL},
    {"bigint unsigned", "18446744073709551615", NULL},
    {"char(5)", "ab", NULL},
    {"varchar(20) COLLATE utf8mb4_bin", "Ab ", NULL},
    {"enum('a', 'b')", "b", NULL},
    {"set('a', 'b', 'c')", "a,c", NULL},
    {"year", "2024", NULL},
    {"time(6)", "-12:34:56.789012", NULL},
    {"timestamp(6) NULL", "2024-02-29 12:34:56.789012", NULL},
    {"float", "0.5", NULL},
    {"decimal(65, 30)", "12345678901234567890.123456789012345678901234567890",
     NULL},
    {NULL, NULL, NULL},
};

static const spelling MYSQL_SPELLINGS[] = {
    {"varchar(20)", "laptop", "LapTop"},
    {"varchar(20)", "cafe", "caf\xc3\xa9"},
    {"date", "2024-01-02", "20240102"},
    {NULL, NULL, NULL},
};

static const spelling MARIADB_SPELLINGS[] = {
    {"varchar(20)", "laptop", "LapTop"},
    {"varchar(20)", "trailing", "trailing  "},
    {"date", "2024-01-02", "20240102"},
    {NULL, NULL, NULL},
};

static const char *const MYSQL_GOOD_INDEXES[] = {
    "CREATE UNIQUE INDEX [i~] ON @ ([k] DESC)",
    NULL,
};

static const poor_index MARIADB_POOR_INDEXES[] = {
    {"ALTER TABLE @ MODIFY [k] <text> NOT NULL, ADD UNIQUE [i~] ([k](10))",
     "beginning of a column"},
    {NULL, NULL},
};

static const poor_index MYSQL_POOR_INDEXES[] = {
    {"ALTER TABLE @ MODIFY [k] <text> NOT NULL, ADD UNIQUE [i~] ([k](10))",
     "beginning of a column"},
    {"CREATE UNIQUE INDEX [i~] ON @ ((abs([k])))", NULL},
    {NULL, NULL},
};

static const char *const MYSQL_RAISING[] = {
    "CREATE TRIGGER [i~] BEFORE INSERT ON @ FOR EACH ROW BEGIN"
    " DECLARE said VARCHAR(99);"
    " SET said = CONCAT('column ', new.[v], ' is not wanted');"
    " IF new.[v] = 'hunter2' THEN"
    " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = said; END IF; END",
    NULL,
};
static const char *const MYSQL_TRIGGER[] = {
    "CREATE TRIGGER [i~] AFTER INSERT ON @ FOR EACH ROW"
    " INSERT INTO @other VALUES (new.[k], 'inserted')",
    "CREATE TRIGGER [u~] AFTER UPDATE ON @ FOR EACH ROW"
    " INSERT INTO @other VALUES (new.[k], 'updated')",
    NULL,
};

static const char *const MYSQL_PARTITIONED[] = {
    "CREATE TABLE @ ([k] int NOT NULL PRIMARY KEY, [v] varchar(200))"
    " PARTITION BY RANGE ([k]) (PARTITION a VALUES LESS THAN (100),"
    " PARTITION b VALUES LESS THAN (200))",
    NULL,
};

#define MYSQL_COMMON                                                           \
    .quote_open = '`', .quote_close = '`', .types = MYSQL_TYPES,               \
    .table_options = " ENGINE = InnoDB", .typed = true,                        \
    .exact_decimals = true, .exact_double = "[v]", .samples = MYSQL_SAMPLES,   \
    .good_indexes = MYSQL_GOOD_INDEXES,                                        \
    .generated = "[g] <integer> GENERATED ALWAYS AS ([k] * 2) STORED",         \
    .trigger = MYSQL_TRIGGER, .raising = MYSQL_RAISING,                        \
    .lost_to_trigger = {[UPSERT_MODE_UPSERT] = "inserted updated unchanged"},  \
    .leaves_equal_rows = true, .fires_without_change = true,                   \
    .partitioned = MYSQL_PARTITIONED, .lax = "SET GLOBAL sql_mode = ''",       \
    .end_lax = "SET GLOBAL sql_mode = DEFAULT",                                \
    .tight = "SET GLOBAL max_allowed_packet = 1048576",                        \
    .end_tight = "SET GLOBAL max_allowed_packet = DEFAULT",                    \
    .no_files = "SET GLOBAL local_infile = OFF",                               \
    .end_no_files = "SET GLOBAL local_infile = ON",                            \
    .other_unique_absorbs = true, .assigns_in_turn = true,                     \
    .identity = "[id] <integer> AUTO_INCREMENT PRIMARY KEY",                   \
    .named_constraint = "ALTER TABLE @ ADD CONSTRAINT [c~] UNIQUE ([b])",      \
    .ends_the_lighter = true, .session_query = "SELECT CONNECTION_ID()",       \
    .kill = "KILL %s",                                                         \
    .no_connection = "Driver={MariaDB Unicode};Server=127.0.0.1;Port=1;"       \
                     "Database=test;Uid=upsert;Pwd=hunter2"

/* ------------------------------------------------------------------ h2 */

static const type_name H2_TYPES[] = {
    {"integer", "integer"},
    {"bigint", "bigint"},
    {"decimal", "numeric(20, 4)"},
    {"double", "double precision"},
    {"text", "varchar(%s)"},
    {"longtext", "varchar"},
    {"binary", "varbinary"},
    {"date", "date"},
    {"timestamp", "timestamp"},
    {"boolean", "boolean"},
    {NULL, NULL},
};

static const spelling H2_SPELLINGS[] = {
    {"uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
     "A0EEBC999C0B4EF8BB6D6BB9BD380A11"},
    {NULL, NULL, NULL},
};

/* --------------------------------------------------------------- table */

static const database DATABASES[] = {
    {
        .name = "sqlite",
        .fatal_check = "<integer> NOT NULL ON CONFLICT ROLLBACK",
        .one_writer = true,
        .lock_wait = 10,
        .dialect = "sqlite",
        .transports = "row|document",
        .quote_open = '"',
        .quote_close = '"',
        .types = SQLITE_TYPES,
        .table_options = "",
        /* The driver gives doubles 15 digits. */
        .exact_double = "printf('%!.20g', [v])",
        .spellings = SQLITE_SPELLINGS,
        .partial_keys = true,
        .poor_indexes = SQLITE_POOR_INDEXES,
        .identity = "[id] INTEGER PRIMARY KEY AUTOINCREMENT",
        .generated = "[g] <integer> GENERATED ALWAYS AS ([k] * 2) STORED",
        .trigger = SQLITE_TRIGGER,
        /* Its counters count what triggers do, too. */
        .lost_to_trigger = {[UPSERT_MODE_UPSERT] = "inserted updated"},
        .leftovers = "SELECT count(*) FROM sqlite_temp_schema",
        .no_connection = "Driver=SQLite3;Database=/nonexistent/folder/x.db;"
                         "Pwd=hunter2",
    },
    {
        .name = "postgresql",
        .environment = "UPSERT_TEST_POSTGRESQL",
        .dialect = "postgresql",
        POSTGRESQL_COMMON,
        .partial_keys = true,
    },
    {
        .name = "merge:postgresql",
        .environment = "UPSERT_TEST_POSTGRESQL",
        .dialect = "merge:postgresql",
        .forced = true,
        /* Its counter does not go back with a savepoint. */
        .lost_to_halving = {[UPSERT_MODE_UPSERT] =
                                "inserted updated unchanged"},
        POSTGRESQL_COMMON,
    },
    {
        .name = "mariadb",
        .environment = "UPSERT_TEST_MARIADB",
        .dialect = "mariadb",
        .transports = "array|values|row|document|staging|load",
        MYSQL_COMMON,
        .value_state = "22",
        .lost_to_partitions = {[UPSERT_MODE_UPSERT] =
                                   "inserted updated unchanged"},
        .spellings = MARIADB_SPELLINGS,
        .poor_indexes = MARIADB_POOR_INDEXES,
    },
    {
        .name = "mysql",
        .environment = "UPSERT_TEST_MYSQL",
        .dialect = "mysql",
        .transports = "values|row|document|staging|load",
        MYSQL_COMMON,
        .value_state = "HY",
        .spellings = MYSQL_SPELLINGS,
        .poor_indexes = MYSQL_POOR_INDEXES,
    },
    {
        .name = "h2",
        .lock_wait = 2,
        .environment = "UPSERT_TEST_H2",
        .dialect = "h2",
        .transports = "values|row",
        .quote_open = '"',
        .quote_close = '"',
        .creates_schemas = true,
        .tells_case = true,
        .types = H2_TYPES,
        .table_options = "",
        .typed = true,
        .value_state = "22",
        .no_bytes = true,
        .exact_decimals = true,
        .exact_double = "[v]",
        .spellings = H2_SPELLINGS,
        .generated = "[g] <integer> GENERATED ALWAYS AS ([k] * 2)",
        .identity = "[id] <integer> GENERATED BY DEFAULT AS IDENTITY"
                    " PRIMARY KEY",
        .named_constraint = "ALTER TABLE @ ADD CONSTRAINT [c~] UNIQUE ([b])",
        .lost = {[UPSERT_MODE_UPSERT] = "inserted updated"},
        .session_query = "SELECT SESSION_ID()",
        .kill = "SELECT ABORT_SESSION(%s)",
        .dies_at_the_commit = true,
        .no_connection = "Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=1;"
                         "Database=test;Uid=sa;Pwd=hunter2",
    },
};

const database *find_database(const char *name)
{
    for (size_t i = 0; i < LENGTH(DATABASES); i++)
        if (strcmp(DATABASES[i].name, name) == 0)
            return &DATABASES[i];
    return NULL;
}
