/*
 * The conformance suite: the same test bodies on every database. What differs
 * between databases stands in the table of databases.c and nowhere else.
 *
 * SQL in the bodies is written as a template, which expand() turns into the
 * database's own:
 *
 *   [name]       an identifier, quoted
 *   <type>       a type of the table, such as <integer>; <text:5> is a text of
 *                at most 5 characters, <text> one of 200
 *   @, @other    the test's own tables, quoted
 *   ~            what sets the test's names apart from all others
 */
#ifndef UPSERT_TESTS_CONFORMANCE_H
#define UPSERT_TESTS_CONFORMANCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sql.h>
#include <sqlext.h>

#include <upsert/dialect.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define UNKNOWN UPSERT_COUNT_UNKNOWN

/* ----------------------------------------------------------- databases */

/** A type's name in the templates and in the database. */
typedef struct type_name {
    const char *name, *sql;
} type_name;

/** A value, and how it reads back as text where that differs. */
typedef struct sample {
    const char *type; /* a template */
    const char *value;
    const char *reads; /* NULL: as the value */
} sample;

/** Two spellings of one key. */
typedef struct spelling {
    const char *type; /* a template */
    const char *first, *second;
} spelling;

/** An index that cannot find a row, on the column k of @. */
typedef struct poor_index {
    const char *sql;    /* a template */
    const char *reason; /* what the refusal says of it; NULL: nothing */
} poor_index;

/** The counts that a database cannot tell, by mode: their names. */
typedef const char *lost_counts[UPSERT_MODE_INSERT + 1];

/** What sets a database apart. Lists end in an entry of zeros. */
typedef struct database {
    const char *name;        /* the suite's argument */
    const char *environment; /* variable with the connection string; NULL: an
                                SQLite file of the suite's own */
    const char *dialect;     /* that it must come to */
    bool forced;             /* target.dialect is set to it */

    /* What run.transport can be, with | between, from the default on. */
    const char *transports;
    char quote_open, quote_close;
    bool creates_schemas;      /* knows CREATE SCHEMA */
    bool tells_case;           /* "t" and "T" are two tables */
    const type_name *types;    /* <text> has a %s for its length */
    const char *table_options; /* behind CREATE TABLE's parentheses */

    bool typed;               /* refuses a text in an integer column */
    const char *value_state;  /* how the SQLSTATE of that begins */
    bool no_bytes;            /* takes none that are not UTF-8 */
    bool exact_decimals;      /* keeps 20 digits */
    const char *exact_double; /* reads the double v without loss */
    const sample *samples;
    const sample *readings; /* of common samples that read differently */
    const spelling *spellings;

    bool other_unique_absorbs;       /* a row is found by any unique index */
    bool partial_keys;               /* a partial index can be the key */
    const char *named_constraint;    /* a template: [c~] on the column b of @ */
    const char *const *good_indexes; /* can find a row by the column k of @ */
    const poor_index *poor_indexes;
    bool assigns_in_turn;  /* an UPDATE sees what it assigned before */
    const char *generated; /* column g from column k */
    const char *identity;  /* column id that the database numbers */

    /* Write a row to @other for each row of @ that is inserted or updated, and
       undo that. */
    const char *const *trigger, *const *drop_trigger;
    /* Refuse a row of @ whose v is hunter2, and tell it. */
    const char *const *raising;
    lost_counts lost;
    lost_counts lost_to_trigger;
    lost_counts lost_to_halving; /* of a statement that met a row twice */

    const char *const *partitioned; /* create @ in two parts; NULL */
    lost_counts lost_to_partitions;
    bool one_writer;        /* takes writes of one connection at a time */
    int lock_wait;          /* seconds that a wait for a lock lasts where it
                               cannot be cancelled; 0: it can */
    bool ends_the_lighter;  /* of two transactions that wait for each other: the
                               one that came later, or wrote less */
    bool leaves_equal_rows; /* whether only_changed is on or off */
    /* The trigger fires for equal rows, and for those that insert_missing
       leaves. */
    bool fires_without_change;

    const char *fatal_check; /* of a column: a NULL ends the transaction; NULL:
                                there is no such thing */

    /* Make the server store what does not fit, and undo that; make it take no
       more than a MiB at a time, and undo that: for connections to come. */
    const char *lax, *end_lax;
    const char *tight, *end_tight;
    const char *no_files, *end_no_files; /* load no file of a client's */

    const char *session_query; /* what `kill` takes; NULL: no such thing */
    const char *kill;          /* end that session; has a %s */
    bool dies_at_the_commit;   /* the driver hears of it no earlier */
    const char *leftovers;     /* "0" when a session has left nothing */
    /* A connection that fails, with the password "hunter2". */
    const char *no_connection;
} database;

/** The database of a name, or NULL. */
const database *find_database(const char *name);

/* ------------------------------------------------------------- fixture */

enum { OPEN_MAXIMUM = 8 };

/** A test's own world; the group's state. */
typedef struct fixture {
    const database *database;
    char connection[1024];
    char folder[64]; /* of the SQLite file, or "" */
    SQLHENV env;
    SQLHDBC hdbc; /* the suite's own connection, in autocommit mode */
    char suffix[48];
    const char *schema; /* of the tables; NULL: where names without one lie */
    char table[128], other[128];
    upsert_session *sessions[OPEN_MAXIMUM];
    SQLHDBC connections[OPEN_MAXIMUM];
} fixture;

/** Connect to a database. @return false, having said why on stderr. */
bool fixture_init(fixture *f, const database *d);
void fixture_dispose(fixture *f);

/** New table names; and what the test left behind removed. */
int fixture_begin(void **state);
int fixture_end(void **state);

/* -------------------------------------------------------- plain ODBC: sql.c */

/** A template's SQL; the caller frees it. */
char *expand(const fixture *f, const char *text);

/** Another connection, closed at the test's end at the latest. */
SQLHDBC connect_again(fixture *f);
void disconnect(fixture *f, SQLHDBC hdbc);
void set_autocommit(SQLHDBC hdbc, bool on);
bool get_autocommit(SQLHDBC hdbc);
void end_transaction(SQLHDBC hdbc, SQLSMALLINT how);

/** Run a template; a failure is the test's. */
void run_on(const fixture *f, SQLHDBC hdbc, const char *text);
void run(const fixture *f, const char *text);
void run_all(const fixture *f, const char *const *texts);

/** Create @, or @other, with these columns. */
void create(const fixture *f, const char *columns);
void create_other(const fixture *f, const char *columns);

/**
 * A query's rows: cells with | between, rows with a line feed behind; NULL for
 * NULL, hexadecimal digits for bytes, 17 digits for floats. The caller frees
 * it.
 */
char *read_on(const fixture *f, SQLHDBC hdbc, const char *text);
void expect_rows_on(const fixture *f, SQLHDBC hdbc, const char *text,
                    const char *rows);
void expect_rows(const fixture *f, const char *text, const char *rows);

/* ------------------------------------------------- libupsert: session.c */

/** Options as "section.key=value". */
#define OPTIONS(...) ((const char *const[]){__VA_ARGS__, NULL})

/**
 * Open a session on the test's table.
 * @param target   NULL: a connection of its own.
 * @param columns  names with | between; NULL: all that can be written.
 * @param options  OPTIONS(...) or NULL.
 */
upsert_status try_session(fixture *f, const upsert_target *target,
                          const char *columns, const char *const *options,
                          upsert_session **session, upsert_error *error);

/** Likewise, and a failure is the test's. */
upsert_session *open_session(fixture *f, const char *columns,
                             const char *const *options);
upsert_session *borrow_session(fixture *f, SQLHDBC hdbc, const char *columns,
                               const char *const *options);
void close_session(fixture *f, upsert_session *session);

/** Expect that a session cannot be opened on the suite's own connection, for
    `text`. */
void expect_refused(fixture *f, const char *columns, const char *const *options,
                    upsert_status status, const char *text);

/** Before the first cell of a row that deletes the row of its key; its other
    cells may be missing. */
#define DELETING "DELETE "

/**
 * Put rows, written as expect_rows() reads them; ABSENT leaves a cell out.
 * @return the first status that is not UPSERT_OK.
 */
upsert_status try_rows(upsert_session *session, const char *rows,
                       upsert_error *error);
void put_rows(upsert_session *session, const char *rows);
void flush(upsert_session *session);
void commit(upsert_session *session);

/** Open on the suite's own connection, put, commit and close. */
upsert_counts upsert_rows(fixture *f, const char *columns,
                          const char *const *options, const char *rows);

/** Open, put and commit, and expect that this fails. */
upsert_error fail_rows(fixture *f, const char *columns,
                       const char *const *options, const char *rows,
                       upsert_status status);

/** What became of rows; the names are those of upsert_counts. */
typedef struct counted {
    int64_t inserted, updated, unchanged, skipped, folded, deleted, rejected;
} counted;

/** Expect counts, but for those that the database loses in the mode. */
void expect_counts(const fixture *f, upsert_mode mode,
                   const upsert_counts *counts, counted expected);
void expect_counts_lost(const lost_counts lost, upsert_mode mode,
                        const upsert_counts *counts, counted expected);

/** The test's table as target.table takes it, such as "odd ""name""". */
void table_option(const fixture *f, char *text, size_t size);

void expect_contains(const char *text, const char *part);

/** Expect a status, and that the error has it. */
void expect_status(upsert_status status, upsert_status expected,
                   const upsert_error *error);

/* ---------------------------------------------------------------- areas */

/** The tests of one file. */
typedef struct area {
    const struct CMUnitTest *tests;
    size_t count;
} area;

extern const area area_cancel;
extern const area area_conditions;
extern const area area_effects;
extern const area area_errors;
extern const area area_fits;
extern const area area_identifiers;
extern const area area_identity;
extern const area area_indexes;
extern const area area_keys;
extern const area area_law;
extern const area area_limits;
extern const area area_modes;
extern const area area_other_unique;
extern const area area_pains;
extern const area area_recovery;
extern const area area_rejects;
extern const area area_repeats;
extern const area area_rules;
extern const area area_secrets;
extern const area area_shards;
extern const area area_spellings;
extern const area area_transactions;
extern const area area_transports;
extern const area area_values;
extern const area area_workers;

/** Name the tests of a file. */
#define AREA(name, tests)                                                      \
    const area area_##name = {tests, sizeof(tests) / sizeof *(tests)}

#endif
