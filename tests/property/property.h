/*
 * The law as a property: for random tables, jobs and rows, the table after a
 * run equals the one that applying the rows one at a time, in input order,
 * leaves. The rows are applied by plain SELECT, INSERT, UPDATE and DELETE on a
 * second table of the same definition in the same database.
 *
 * A case is drawn from a number, its seed, and from nothing else.
 */
#ifndef UPSERT_TESTS_PROPERTY_H
#define UPSERT_TESTS_PROPERTY_H

#include "conformance/conformance.h"

enum {
    KEYS = 3,     /* columns of a key at most */
    OTHERS = 5,   /* columns with values at most */
    COLUMNS = 10, /* of a table at most: those, and u1 and t1 */
    INITIAL_ROWS = 20,
    INPUT_ROWS = 200,
};

/* What a case is made of: bits. Each can be left out, to tell what fails. */
enum {
    ASPECT_RULES = 1 << 0,       /* columns that are not just replaced */
    ASPECT_TOUCH = 1 << 1,       /* a column that the clock fills */
    ASPECT_CONDITIONS = 1 << 2,  /* only_newer, where */
    ASPECT_DUPLICATES = 1 << 3,  /* upsert.duplicates */
    ASPECT_NULLS = 1 << 4,       /* NULL in keys, upsert.null_keys */
    ASPECT_ABSENT = 1 << 5,      /* rows that leave columns out */
    ASPECT_DELETES = 1 << 6,     /* rows that delete */
    ASPECT_ERRORS = 1 << 7,      /* a row that the database may refuse */
    ASPECT_UNIQUE = 1 << 8,      /* another unique index */
    ASPECT_SPELLINGS = 1 << 9,   /* keys of which several texts are one */
    ASPECT_COLLATIONS = 1 << 10, /* other columns in which they are equal */
    ASPECT_BATCHES = 1 << 11,    /* rows that are sent together */
    ASPECT_COUNTS = 1 << 12,     /* are compared, too */
    ASPECT_TRANSPORTS = 1 << 13, /* run.transport */
    ASPECT_WORKERS = 1 << 14,    /* run.workers, on connections of their own */
    ASPECT_SHARDS = 1 << 15,     /* run.shard, one after the other */
    ASPECT_REJECTS = 1 << 16, /* run.on_bad_row = reject, and many bad rows */
};

/* ---------------------------------------------------------------- a case */

/** What the values of a kind can be used for: bits. */
enum {
    ADDS = 1 << 0,      /* sums fit, and are exact in binary, too */
    ORDERS = 1 << 1,    /* one order everywhere */
    APPENDS = 1 << 2,   /* many of them fit behind each other */
    CHECKED = 1 << 3,   /* never negative, says a constraint */
    VERSIONS = 1 << 4,  /* serves as only_newer */
    NUMBERS = 1 << 5,   /* 0 is one of them */
    UNINDEXED = 1 << 6, /* not every database has an index on it */
    BYTES = 1 << 7,
    PLAIN = 1 << 8, /* it is known which of them are equal */
};

/** A type and the values to choose from. */
typedef struct property_kind {
    const char *database;      /* part of its name; NULL: on all of them */
    const char *type;          /* a template */
    const char *const *values; /* some are one in two spellings; ends in NULL */
    unsigned traits;
    const char *rare;    /* a value of one row at most; NULL: no key */
    const char *initial; /* a DEFAULT; NULL: none */
    const char *misfit;  /* a value that may be refused; NULL: none */
} property_kind;

typedef struct property_column {
    const char *name;
    const property_kind *kind;
    bool nullable;
    bool defaulted; /* has the DEFAULT of its kind */
} property_column;

/** Stands in a cell that the row leaves out. */
extern const char property_absent[];

/** A cell for each column of the table; NULL for NULL. */
typedef struct property_row {
    const char *cells[COLUMNS];
    bool deletes;
    bool spoilt; /* the database may refuse it */
} property_row;

/** SQL in which {old}, {new}, {old2} and {new2} are two columns of the row
    that is there and of the one that comes in. */
typedef struct property_expression {
    const char *text; /* NULL: none */
    size_t columns[2];
} property_expression;

typedef enum property_duplicates {
    DUPLICATES_APPLY,
    DUPLICATES_FIRST,
    DUPLICATES_REJECT
} property_duplicates;

typedef enum property_null_keys {
    NULL_KEYS_REJECT,
    NULL_KEYS_INSERT,
    NULL_KEYS_MATCH
} property_null_keys;

typedef struct property_case {
    uint64_t seed;
    unsigned aspects;

    property_column columns[COLUMNS]; /* the key's come first */
    size_t column_count, key_count;
    size_t unique;     /* the column of another unique index; COLUMNS: none */
    size_t touch;      /* a timestamp that the input has not; COLUMNS: none */
    bool unique_index; /* on the key, instead of a primary key */
    bool extra_index;  /* on a column that is not in the key */

    upsert_mode mode;
    bool only_changed;
    size_t input[COLUMNS]; /* the columns of the input, in its order */
    size_t input_count;
    unsigned update; /* upsert.update: a bit for each column; 0: not given */
    upsert_rule rules[COLUMNS];               /* of the columns in `update` */
    property_expression expressions[COLUMNS]; /* of UPSERT_RULE_SQL */
    size_t newer;                             /* only_newer; COLUMNS: none */
    property_expression where;
    property_duplicates duplicates;
    property_null_keys null_keys;
    unsigned batch;        /* rows; 0: auto */
    unsigned interval;     /* rows between commits; 0: all in one */
    const char *transport; /* NULL: auto */
    unsigned workers;      /* 0: the session borrows its connection */
    unsigned shards;       /* runs that share the input; 0: run.shard is not
                              given */
    bool rejects;          /* run.on_bad_row = reject */

    property_row initial[INITIAL_ROWS];
    size_t initial_count;
    property_row rows[INPUT_ROWS];
    size_t row_count;
} property_case;

/** Draw a case. Seeds that differ only in their last four bits, or in none,
    have the same table. */
void property_generate(const database *d, unsigned aspects, uint64_t seed,
                       property_case *c);

bool property_in_key(const property_case *c, size_t column);
bool property_in_input(const property_case *c, size_t column);
bool property_has_trait(const property_case *c, size_t column, unsigned trait);

/** What becomes of a column of a row that is there: UPSERT_RULE_INSERT_ONLY
    where it is not in the input or not in `update`. */
upsert_rule property_rule(const property_case *c, size_t column);

bool property_key_is_nullable(const property_case *c);
bool property_rejects_null_keys(const property_case *c);

bool property_has_null_key(const property_case *c, const property_row *row);

/** Whether a row has a value that its column may not take. */
bool property_is_misfit(const property_case *c, const property_row *row,
                        size_t column);

/** Whether the mode changes rows that are there. */
bool property_mode_updates(upsert_mode mode);

/* ------------------------------------------------ SQL and tables: tables.c */

/** SQL text that grows; property_sql_end() gives a string for the caller to
    free. */
typedef struct property_sql {
    FILE *out;
    char *text;
    size_t size;
} property_sql;

void property_sql_begin(property_sql *sql);
char *property_sql_end(property_sql *sql);

/** Append "[name]" of each column that is chosen, with commas between.
    @param before  stands before each name, such as "n.". */
typedef bool property_choice(const property_case *c, size_t column);
void property_put_names(FILE *out, const property_case *c, const char *before,
                        property_choice *chosen);
bool property_any(const property_case *c, size_t column);

/** A table's definition, and its indexes as statements of their own: templates
    for a table, its indexes' names ending in `suffix`. The caller frees them;
    an index that there is not is NULL. */
enum { INDEXES = 3 };
char *property_definition(const property_case *c, const char *table);
void property_indexes(const property_case *c, const char *table,
                      const char *suffix, char *indexes[INDEXES]);

/** Have the types of property_kind known to the database. */
void property_set_up(const fixture *f);

/** Make @ and @other as the case begins. Tables of the same definition that
    are there are emptied. */
void property_make_tables(const fixture *f, const property_case *c);
void property_drop_tables(const fixture *f);

/** A table's rows, each with a line feed behind, sorted. Of a column for the
    clock only whether it was set is told. The caller frees it. */
char *property_read_table(const fixture *f, const property_case *c,
                          const char *table);

/* ------------------------------------------------ plain ODBC: statement.c */

/** Run a template. @return the rows it touched; -1, having said nothing, when
    the database refused. */
SQLLEN property_execute(const fixture *f, const char *sql);

/** Likewise with values for its markers; NULL for NULL. */
typedef struct property_value {
    const char *text;
    bool bytes;
} property_value;
SQLLEN property_execute_with(const fixture *f, const char *sql,
                             const property_value *values, size_t count);

/** What the database said last of a statement that it refused. */
const char *property_refusal(void);

/** A query's rows: cells with | behind, no line feeds in them, rows with a
    line feed behind. The caller frees it. */
char *property_query(const fixture *f, const char *sql);

/* ------------------------------------------- the rows as stored: staging.c */

/** What of the input the database does not take. */
typedef struct property_staging {
    unsigned
        unfit[INPUT_ROWS];    /* the columns of values that do not fit: bits */
    bool repeats[INPUT_ROWS]; /* the key came before */
} property_staging;

/** Put all rows of the case into a table of the same types, [n~], where the
    column [i] numbers the input from 1; put the rows that the case begins with
    into @ and @other, of those with one key the first. */
void property_stage(const fixture *f, const property_case *c);

/** What came of that. */
const property_staging *property_staged(void);

/** Append that two rows have one key; NULL equals NULL where the case says so.
    @param a, b  their tables. */
void property_put_same_key(FILE *out, const property_case *c, const char *a,
                           const char *b);

/* ------------------------------------------------ the law: reference.c */

/** What a run, or the reference, came to. */
typedef struct property_outcome {
    upsert_counts counts;
    int64_t failed_row; /* counted from 1; 0: none */
    bool rejected[INPUT_ROWS];
    char why[1024];       /* of the run's last */
    bool unplain;         /* a key was not plain enough for upsert.duplicates */
    int64_t doubtful_row; /* of the reference: it may fail as well, for it has
                             a value that fits no column, and need not store
                             it; 0: none */
    upsert_error error;   /* of the run; of the reference its message, and its
                             status where only one is right */
} property_outcome;

/** Apply the input to @other, one row at a time.
    @param strict  a doubtful row fails.
    @param run     what the run came to: a doubtful row is rejected where it
                   was. */
void property_apply(const fixture *f, const property_case *c, bool strict,
                    const property_outcome *run, property_outcome *outcome);

/* assignment.c */

/** Append SQL for what a column of a row that is there becomes: o is the row as
    it was, n the one that comes in. */
void property_put_value(const fixture *f, const property_case *c, size_t column,
                        FILE *out);

/** Append " AND .." for each condition of the case. */
void property_put_conditions(const property_case *c, FILE *out);

/** Append an expression.
    @param before, after  stand around the names: "o.[" and "]".
*/
typedef struct property_spelling {
    const char *old, *incoming, *after;
} property_spelling;
void property_put_expression(const property_case *c,
                             const property_expression *expression,
                             const property_spelling *sides, FILE *out);

/* ------------------------------------------------------------ run.c */

/** Run the case's job on @. */
void property_run(fixture *f, const property_case *c,
                  property_outcome *outcome);

/** The options of the job as "section.key=value", but for the target's and
    run.shard.
    @return how many. */
enum { PROPERTY_OPTIONS = 15, OPTION_SIZE = 1024 };
size_t property_options(const property_case *c,
                        char options[PROPERTY_OPTIONS][OPTION_SIZE]);

/* ---------------------------------------------------------- check.c */

/** What is wrong with a case: "" when nothing is. */
typedef struct property_finding {
    const char *kind; /* the format that made the text */
    char text[2048];
    property_outcome run, reference;
} property_finding;

/** Say what is wrong. @return false. */
bool property_wrong(property_finding *finding, const char *format, ...);

/** Run a case and compare. @return whether the law held. */
bool property_check(fixture *f, const property_case *c,
                    property_finding *finding);

/* counts.c */

bool property_check_counts(const property_case *c, const upsert_counts *run,
                           const upsert_counts *reference,
                           property_finding *finding);

/* shrink.c */

/** Make a case that fails as small as it will go. */
void property_shrink(fixture *f, property_case *c, property_finding *finding);

/* simplify.c */

/** Each takes one thing out of a case, which then still is one.
    @return false when there was no such thing. */
typedef bool property_step(property_case *c);
extern property_step *const property_steps[]; /* ends in NULL */

/** Take out one column of the input, or of the update. */
bool property_drop_input(property_case *c, size_t column);
bool property_drop_rule(property_case *c, size_t column);

/* report.c */

/** Print a case that failed, with the files that repeat it. */
void property_report(fixture *f, const property_case *c,
                     const property_finding *finding);

#endif
