/*
 * The law as a property: for random tables, jobs and rows, the table after a
 * run equals the one that applying the rows one at a time, in input order,
 * leaves. The rows are applied by plain SELECT, INSERT and UPDATE on a second
 * table of the same definition in the same database.
 *
 * A case is drawn from a number, its seed, and from nothing else.
 */
#ifndef UPSERT_TESTS_PROPERTY_H
#define UPSERT_TESTS_PROPERTY_H

#include "conformance/conformance.h"

enum {
    COLUMNS = 8, /* of a table at most: three in the key, five others */
    INITIAL_ROWS = 20,
    INPUT_ROWS = 200,
};

/** A column; its values are constants of generator.c. */
typedef struct property_column {
    const char *name;
    const char *type;          /* a template */
    const char *const *values; /* to choose from; the last is NULL */
    bool nullable;
} property_column;

/** A cell for each column of the table; NULL for NULL. */
typedef struct property_row {
    const char *cells[COLUMNS];
} property_row;

typedef struct property_case {
    uint64_t seed;

    property_column columns[COLUMNS]; /* the key's come first */
    size_t column_count, key_count;
    bool unique_index; /* on the key, instead of a primary key */
    bool extra_index;  /* on a column that is not in the key */

    upsert_mode mode;
    bool only_changed;
    size_t input[COLUMNS]; /* the columns of the input, in its order */
    size_t input_count;
    unsigned update;   /* upsert.update: a bit for each column; 0: not given */
    unsigned batch;    /* rows; 0: auto */
    unsigned interval; /* rows between commits; 0: all in one */

    property_row initial[INITIAL_ROWS];
    size_t initial_count;
    property_row rows[INPUT_ROWS];
    size_t row_count;
} property_case;

/** What a run, or the reference, came to. */
typedef struct property_outcome {
    upsert_counts counts;
    int64_t failed_row; /* counted from 1; 0: none */
    upsert_error error; /* of the run */
} property_outcome;

/** What is wrong with a case: "" when nothing is. */
typedef struct property_finding {
    char text[2048];
} property_finding;

/* generator.c */

/** Draw a case. Seeds that differ only in their last three bits, or in none,
    have the same table. */
void property_generate(const database *d, uint64_t seed, property_case *c);

bool property_in_key(const property_case *c, size_t column);
bool property_in_input(const property_case *c, size_t column);

/** Whether an update of a row sets the column. */
bool property_updates(const property_case *c, size_t column);

/* tables.c */

/** A table's definition: a template that says `table`. The caller frees it. */
char *property_definition(const property_case *c, const char *table);

/** Make @ and @other as the case begins. Tables of the same definition that
    are there are emptied. */
void property_make_tables(const fixture *f, const property_case *c);
void property_drop_tables(const fixture *f);

/** The rows of a table in the order of the key. The caller frees them. */
char *property_read_table(const fixture *f, const property_case *c,
                          const char *table);

/* statement.c: one prepared statement by plain ODBC */

typedef struct property_statement {
    SQLHSTMT handle;
    SQLLEN lengths[2 * COLUMNS];
} property_statement;

void property_prepare(const fixture *f, const char *sql,
                      property_statement *statement);
void property_close(property_statement *statement);

/** Give the marker that is counted from 0 a value, which is borrowed until the
    statement ran; NULL for NULL. */
void property_bind(property_statement *statement, size_t marker,
                   const char *value);

/** @return false, having said nothing, when the database refused. */
bool property_execute(property_statement *statement);

/** The first row of the result as text, NULL when there is none; the result
    is closed. The caller frees it. */
char *property_fetch(property_statement *statement);

/* reference.c */

/** Put the rows that the case begins with into both tables; of those with one
    key the first. */
void property_fill(const fixture *f, const property_case *c);

/** Apply the input to @other, one row at a time. */
void property_apply(const fixture *f, const property_case *c,
                    property_outcome *outcome);

/* run.c */

/** Run the case's job on @. */
void property_run(fixture *f, const property_case *c,
                  property_outcome *outcome);

/** The options of the job as "section.key=value", but for the target's; each
    of at most 200 bytes. @return how many. */
enum { PROPERTY_OPTIONS = 8 };
size_t property_options(const property_case *c,
                        char options[PROPERTY_OPTIONS][200]);

/* check.c */

/** Run a case and compare. @return whether the law held. */
bool property_check(fixture *f, const property_case *c,
                    property_finding *finding);

/* shrink.c */

/** Make a case that fails as small as it will go. */
void property_shrink(fixture *f, property_case *c, property_finding *finding);

/* report.c */

/** Print a case that failed, with the files that repeat it. */
void property_report(fixture *f, const property_case *c,
                     const property_finding *finding);

#endif
