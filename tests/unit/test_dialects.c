/* The built-in dialects: what they match, and how they read types and codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dialect/registry.h"
#include "dialect/sql.h"
#include "dialect/types.h"
#include "odbc/diagnose.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void a_server_gets_the_dialect_that_fits(void **state)
{
    (void)state;
    static const struct {
        const char *dbms_name, *banner;
        const char *dialect; /* NULL: none */
    } CASES[] = {
        {"PostgreSQL", "", "postgresql"},
        {"PostgreSQL",
         "PostgreSQL 15.6 (Debian 15.6-0+deb12u1) on x86_64-pc-linux-gnu",
         "postgresql"},
        {"PostgreSQL", "PostgreSQL 8.1.4  server protocol using H2 2.2.224",
         "h2"},
        {"PostgreSQL", "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)", NULL},
        {"PostgreSQL", "DuckDB v0.10", NULL},
        {"SQLite", "", "sqlite"},
        {"SQLite", "3.40.1", "sqlite"},
        {"MariaDB", "", "mysql"},
        {"MariaDB", "10.11.19-MariaDB-0+deb12u1 Debian 12", "mariadb"},
        {"MySQL", "10.6.1-MariaDB x", "mariadb"},
        {"MySQL", "9.7.4-2 (Debian)", "mysql"},
        {"Microsoft SQL Server", "", "sqlserver"},
        {"Microsoft SQL Server", "Babelfish for PostgreSQL", "sqlserver"},
        {"Oracle", "", "oracle"},
        {"DB2/LINUXX8664", "", "db2"},
        {"DB2/NT64", "", "db2"},
        {"DB2", "", NULL}, /* z/OS */
        {"AS", "", NULL},  /* IBM i */
        {"Firebird", "Firebird 3.0.11", "firebird"},
        {"HSQL Database Engine", "", "hsqldb"},
        {"DuckDB", "DuckDB v1.5.2", "duckdb"},
        {"Snowflake", "", "snowflake"},
        {"HDB", "", "hana"},
        {"Teradata", "", "teradata"},
        {"Vertica Database", "", "vertica"},
        {"postgresql", "", NULL},
        {"", "", NULL},
        {"", "PostgreSQL 15.6", NULL},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        upsert_server server = {sizeof server, CASES[i].dbms_name, "1",
                                CASES[i].banner, ""};
        const upsert_dialect *dialect = up_dialect_match(&server);
        const char *name = dialect ? dialect->name : "none";
        assert_string_equal(name, CASES[i].dialect ? CASES[i].dialect : "none");
    }
}

/* It has no version() to ask through PostgreSQL's driver. */
static void hsqldb_is_known_by_the_version_that_it_pretends(void **state)
{
    (void)state;
    upsert_server server = {sizeof server, "PostgreSQL", "8.3.1", "", ""};
    assert_string_equal(up_dialect_match(&server)->name, "hsqldb");
    server.banner = "HSQLDB 2.7.1";
    assert_string_equal(up_dialect_match(&server)->name, "hsqldb");
}

static void a_dialect_is_found_by_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; up_dialects[i]; i++)
        assert_ptr_equal(up_dialect_find(up_dialects[i]->name), up_dialects[i]);
    assert_null(up_dialect_find("oracle9"));
    assert_null(up_dialect_find("SQLite"));
    assert_null(up_dialect_find(""));
}

static void every_transport_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(up_transport_name(UPSERT_TRANSPORT_ROW), "row");
    assert_string_equal(up_transport_name(UPSERT_TRANSPORT_VALUES), "values");
}

/* What the host leans on without asking. */
static void every_dialect_fills_in_what_is_required(void **state)
{
    (void)state;
    for (size_t i = 0; up_dialects[i]; i++) {
        const upsert_dialect *dialect = up_dialects[i];
        assert_int_equal(dialect->struct_size, sizeof *dialect);
        assert_int_equal(dialect->abi_version, UPSERT_DIALECT_ABI);
        assert_non_null(dialect->summary);
        assert_true(dialect->quote_open && dialect->quote_close);
        assert_int_equal(!dialect->columns_query, !dialect->indexes_query);
        assert_non_null(dialect->match);
        assert_non_null(dialect->render);
        assert_int_equal(!dialect->begin, !dialect->commit);
        assert_int_equal(!dialect->begin, !dialect->rollback);
        assert_int_equal(!dialect->savepoint, !dialect->rollback_to_savepoint);
        bool by_session = dialect->counting_upsert == UPSERT_COUNTING_SESSION ||
                          dialect->counting_other == UPSERT_COUNTING_SESSION;
        assert_true(!by_session || dialect->render_count);
        assert_int_equal(!dialect->render_setup, !dialect->render_teardown);
    }
}

typedef struct type_case {
    const char *name;
    upsert_type type;
} type_case;

static void check_types(const char *dialect, const type_case *cases,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        upsert_type type = up_type_of(up_dialect_find(dialect), cases[i].name);
        if (type != cases[i].type)
            fail_msg("%s takes \"%s\" for %d, not %d", dialect, cases[i].name,
                     type, cases[i].type);
    }
}

static void postgresql_knows_its_types(void **state)
{
    (void)state;
    static const type_case CASES[] = {
        {"smallint", UPSERT_TYPE_INTEGER},
        {"integer", UPSERT_TYPE_INTEGER},
        {"bigint", UPSERT_TYPE_INTEGER},
        {"numeric", UPSERT_TYPE_DECIMAL},
        {"numeric(10,2)", UPSERT_TYPE_DECIMAL},
        {"real", UPSERT_TYPE_FLOAT},
        {"double precision", UPSERT_TYPE_FLOAT},
        {"boolean", UPSERT_TYPE_BOOLEAN},
        {"text", UPSERT_TYPE_TEXT},
        {"character varying(20)", UPSERT_TYPE_TEXT},
        {"character(3)", UPSERT_TYPE_TEXT},
        {"bytea", UPSERT_TYPE_BINARY},
        {"date", UPSERT_TYPE_DATE},
        {"time without time zone", UPSERT_TYPE_TIME},
        {"time(3) with time zone", UPSERT_TYPE_TIME},
        {"timestamp without time zone", UPSERT_TYPE_TIMESTAMP},
        {"timestamp(3) without time zone", UPSERT_TYPE_TIMESTAMP},
        {"timestamp with time zone", UPSERT_TYPE_TIMESTAMP_TZ},
        {"timestamp(3) with time zone", UPSERT_TYPE_TIMESTAMP_TZ},
        {"uuid", UPSERT_TYPE_UUID},
        {"json", UPSERT_TYPE_JSON},
        {"jsonb", UPSERT_TYPE_JSON},
        {"integer[]", UPSERT_TYPE_OTHER},
        {"character varying(20)[]", UPSERT_TYPE_OTHER},
        {"jsonpath", UPSERT_TYPE_OTHER},
        {"daterange", UPSERT_TYPE_OTHER},
        {"datemultirange", UPSERT_TYPE_OTHER},
        {"numrange", UPSERT_TYPE_OTHER},
        {"textual", UPSERT_TYPE_OTHER},
        {"uuid_list", UPSERT_TYPE_OTHER},
        {"interval", UPSERT_TYPE_OTHER},
        {"inet", UPSERT_TYPE_OTHER},
        {"citext", UPSERT_TYPE_OTHER},
        {"my_enum", UPSERT_TYPE_OTHER},
        {"", UPSERT_TYPE_OTHER},
    };
    check_types("postgresql", CASES, LENGTH(CASES));
}

/* The rules and examples of "Datatypes In SQLite", 3.1. */
static void sqlite_goes_by_affinity(void **state)
{
    (void)state;
    static const type_case CASES[] = {
        {"INT", UPSERT_TYPE_INTEGER},
        {"integer", UPSERT_TYPE_INTEGER},
        {"UNSIGNED BIG INT", UPSERT_TYPE_INTEGER},
        {"CHARINT", UPSERT_TYPE_INTEGER},
        {"FLOATING POINT", UPSERT_TYPE_INTEGER},
        {"CHARACTER(20)", UPSERT_TYPE_TEXT},
        {"varchar(255)", UPSERT_TYPE_TEXT},
        {"CLOB", UPSERT_TYPE_TEXT},
        {"TeXt", UPSERT_TYPE_TEXT},
        {"BLOB", UPSERT_TYPE_BINARY},
        {"", UPSERT_TYPE_BINARY},
        {"REAL", UPSERT_TYPE_FLOAT},
        {"double precision", UPSERT_TYPE_FLOAT},
        {"FLOAT", UPSERT_TYPE_FLOAT},
        {"NUMERIC", UPSERT_TYPE_DECIMAL},
        {"DECIMAL(10,5)", UPSERT_TYPE_DECIMAL},
        {"BOOLEAN", UPSERT_TYPE_DECIMAL},
        {"DATETIME", UPSERT_TYPE_DECIMAL},
        {"STRING", UPSERT_TYPE_DECIMAL},
        {"A TYPE OF A NAME SO LONG THAT IT IS CUT BEFORE ITS END, NOT A TEXT",
         UPSERT_TYPE_DECIMAL},
    };
    check_types("sqlite", CASES, LENGTH(CASES));
}

static void sqlite_reads_its_result_codes(void **state)
{
    (void)state;
    static const struct {
        int32_t native;
        const char *message;
        upsert_status status;
    } CASES[] = {
        {19, "[SQLite]UNIQUE constraint failed: t.id (19)",
         UPSERT_DUPLICATE_KEY},
        {19, "[SQLite]NOT NULL constraint failed: t.id (19)",
         UPSERT_CONSTRAINT},
        {19, "[SQLite]CHECK constraint failed: qty (19)", UPSERT_CONSTRAINT},
        {19, "[SQLite]FOREIGN KEY constraint failed (19)", UPSERT_CONSTRAINT},
        {5, "[SQLite]database is locked (5)", UPSERT_RETRY_STATEMENT},
        {6, "[SQLite]database table is locked (6)", UPSERT_RETRY_STATEMENT},
        {9, "[SQLite]interrupted (9)", UPSERT_CANCELLED},
        {14, "[SQLite]connect failed", UPSERT_CONNECTION},
        {26, "[SQLite]file is not a database (26)", UPSERT_CONNECTION},
        {18, "[SQLite]string or blob too big (18)", UPSERT_VALUE},
        {20, "[SQLite]datatype mismatch (20)", UPSERT_VALUE},
        {1, "[SQLite]no such table: t (1)", UPSERT_OK},
        {0, "", UPSERT_OK},
    };
    const upsert_dialect *sqlite = up_dialect_find("sqlite");
    for (size_t i = 0; i < LENGTH(CASES); i++)
        assert_int_equal(
            sqlite->classify("HY000", CASES[i].native, CASES[i].message),
            CASES[i].status);
}

/* What a transaction may be sent again after, as drivers tell it. */
static void every_dialect_knows_what_to_try_again(void **state)
{
    (void)state;
    static const struct {
        const char *dialect, *sqlstate;
        int32_t native;
        const char *message;
        upsert_status status;
    } CASES[] = {
        {"postgresql", "40001", 1, "could not serialize access",
         UPSERT_RETRY_TRANSACTION},
        {"postgresql", "40P01", 1, "deadlock", UPSERT_RETRY_TRANSACTION},
        {"postgresql", "55P03", 1, "lock timeout", UPSERT_RETRY_STATEMENT},
        {"postgresql", "57P01", 1, "terminating", UPSERT_CONNECTION},
        {"mysql", "HY000", 1213, "Deadlock found", UPSERT_RETRY_TRANSACTION},
        {"mysql", "HY000", 1205, "Lock wait", UPSERT_RETRY_STATEMENT},
        {"mysql", "HY000", 3101, "certification", UPSERT_RETRY_TRANSACTION},
        {"mariadb", "40001", 1213, "Deadlock found", UPSERT_RETRY_TRANSACTION},
        {"mariadb", "HY000", 1020, "Record has changed",
         UPSERT_RETRY_TRANSACTION},
        {"mariadb", "HY000", 1180, "Got error 149 \"Deadlock\" during COMMIT",
         UPSERT_RETRY_TRANSACTION},
        {"mariadb", "HY000", 1180, "Got error 28 during COMMIT", UPSERT_SQL},
        {"mariadb", "08S01", 1047, "not yet prepared", UPSERT_CONNECTION},
        {"mariadb", "HY000", 1927, "Connection was killed", UPSERT_CONNECTION},
        {"mysql", "HY000", 3169, "Session was killed", UPSERT_CONNECTION},
        {"sqlserver", "42000", 1205, "deadlock", UPSERT_RETRY_TRANSACTION},
        {"sqlserver", "42000", 3960, "snapshot", UPSERT_RETRY_TRANSACTION},
        {"sqlserver", "42000", 1222, "lock timeout", UPSERT_RETRY_STATEMENT},
        {"oracle", "HY000", 60, "deadlock", UPSERT_RETRY_TRANSACTION},
        {"oracle", "HY000", 8177, "serialize", UPSERT_RETRY_TRANSACTION},
        {"oracle", "HY000", 3113, "end-of-file", UPSERT_CONNECTION},
        {"db2", "40001", -911, "deadlock", UPSERT_RETRY_TRANSACTION},
        {"firebird", "HY000", -913, "deadlock", UPSERT_RETRY_TRANSACTION},
        {"hana", "HY000", 133, "deadlock", UPSERT_RETRY_TRANSACTION},
        {"vertica", "40V01", 0, "deadlock", UPSERT_RETRY_TRANSACTION},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const upsert_dialect *dialect = up_dialect_find(CASES[i].dialect);
        assert_non_null(dialect);
        const up_error_reader reader = {dialect->error_codes,
                                        dialect->classify};
        upsert_status status = up_error_read(&reader, CASES[i].sqlstate,
                                             CASES[i].native, CASES[i].message);
        if (status != CASES[i].status)
            fail_msg("%s %s %d: %s", CASES[i].dialect, CASES[i].sqlstate,
                     (int)CASES[i].native, upsert_status_name(status));
    }
}

static void a_name_is_quoted_and_its_quotes_doubled(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        char open, close;
        const char *quoted;
    } CASES[] = {
        {"a", '"', '"', "\"a\""},
        {"", '"', '"', "\"\""},
        {"a b?", '"', '"', "\"a b?\""},
        {"\"", '"', '"', "\"\"\"\""},
        {"a\"; DROP TABLE t; --", '"', '"', "\"a\"\"; DROP TABLE t; --\""},
        {"a`b", '`', '`', "`a``b`"},
        {"a]b[c", '[', ']', "[a]]b[c]"},
        {"\u00e9", '"', '"', "\"\u00e9\""},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_buffer text = {0};
        up_sql_quote(&text, CASES[i].name, CASES[i].open, CASES[i].close);
        assert_string_equal(up_buffer_string(&text), CASES[i].quoted);
        up_buffer_dispose(&text);
    }
}

static void sql_text_grows_and_quotes_as_the_dialect_does(void **state)
{
    (void)state;
    upsert_sql sql;
    const char *text;
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_dialect brackets = {.quote_open = '[', .quote_close = ']'};
    up_sql_init(&sql, &brackets);
    upsert_sql_text(&sql, "x = ");
    upsert_sql_name(&sql, "a]");
    upsert_sql_text(&sql, " + ");
    upsert_sql_number(&sql, UINT64_MAX);
    assert_int_equal(up_sql_take(&sql, &text, &error), UPSERT_OK);
    assert_string_equal(text, "x = [a]]] + 18446744073709551615");
    up_sql_dispose(&sql);
}

static void the_first_refusal_stays(void **state)
{
    (void)state;
    upsert_sql sql;
    const char *text;
    upsert_error error = UPSERT_ERROR_INIT;
    up_sql_init(&sql, up_dialect_find("sqlite"));
    upsert_sql_refuse(&sql, "first");
    upsert_sql_refuse(&sql, "second");
    assert_int_equal(up_sql_take(&sql, &text, &error), UPSERT_SCHEMA);
    assert_string_equal(error.message, "first");
    up_sql_dispose(&sql);
}

static void a_statement_has_a_longest_length(void **state)
{
    (void)state;
    upsert_sql sql;
    const char *text;
    char part[4097];
    memset(part, 'x', sizeof part - 1);
    part[sizeof part - 1] = '\0';
    upsert_error error = UPSERT_ERROR_INIT;
    up_sql_init(&sql, up_dialect_find("sqlite"));
    for (size_t i = 0; i <= UP_SQL_MAXIMUM / 4096; i++)
        upsert_sql_text(&sql, part);
    assert_int_equal(up_sql_take(&sql, &text, &error), UPSERT_MEMORY);
    up_sql_dispose(&sql);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_gets_the_dialect_that_fits),
        cmocka_unit_test(hsqldb_is_known_by_the_version_that_it_pretends),
        cmocka_unit_test(a_dialect_is_found_by_its_name),
        cmocka_unit_test(every_transport_has_a_name),
        cmocka_unit_test(every_dialect_fills_in_what_is_required),
        cmocka_unit_test(postgresql_knows_its_types),
        cmocka_unit_test(sqlite_goes_by_affinity),
        cmocka_unit_test(sqlite_reads_its_result_codes),
        cmocka_unit_test(every_dialect_knows_what_to_try_again),
        cmocka_unit_test(a_name_is_quoted_and_its_quotes_doubled),
        cmocka_unit_test(sql_text_grows_and_quotes_as_the_dialect_does),
        cmocka_unit_test(the_first_refusal_stays),
        cmocka_unit_test(a_statement_has_a_longest_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
