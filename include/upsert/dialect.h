/*
 * The plugin interface: what a dialect tells libupsert about a database.
 *
 * A dialect is one constant table. It matches a server, states its limits and
 * features as data, and turns a plan into SQL text. It sees no ODBC handle and
 * no user data: values travel as parameters, and identifiers are quoted by
 * upsert_sql_name() alone. The built-in dialects are written against this
 * header and nothing else.
 *
 * Growth: a later version only appends, to structs and to enums, and counts
 * UPSERT_DIALECT_ABI up. A struct that begins with `struct_size` may grow:
 * members beyond the size that its maker was compiled with are NULL or 0 to
 * its reader. The profiles of the families may grow, too: the host goes by the
 * `abi_version` of the dialect that they belong to. All other structs stay as
 * they are. A dialect that is compiled against one version works with every
 * later host, until UPSERT_DIALECT_ABI_OLDEST says otherwise.
 *
 * A dialect becomes part of a program in one of two ways: it is compiled into
 * libupsert, or it is a plugin, a shared object that the option
 * "target.dialect_plugin" names and that defines upsert_dialect_plugin().
 */
#ifndef UPSERT_DIALECT_H
#define UPSERT_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "upsert.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The interface described here. */
#define UPSERT_DIALECT_ABI 1u

/** The oldest interface that a host of this version takes a dialect of. */
#define UPSERT_DIALECT_ABI_OLDEST 1u

/* ------------------------------------------------------------ SQL text */

/**
 * SQL text that grows at its end. Running out of memory or over the longest
 * statement (16 MiB) makes every later append a no-op; the host looks once,
 * after rendering.
 */
typedef struct upsert_sql upsert_sql;

/** Append text as it stands: keywords and punctuation, never user data. NULL
    is no text. */
UPSERT_API void upsert_sql_text(upsert_sql *sql, const char *text);

/** Append one identifier, quoted in the dialect's way. */
UPSERT_API void upsert_sql_name(upsert_sql *sql, const char *name);

/**
 * Append a marker, "?", that stands for a cell of a row. The markers of a row
 * stand together, in any order, which is the same for every row; a cell may
 * have several markers, or none.
 * @param column  index into the plan's columns.
 */
UPSERT_API void upsert_sql_marker(upsert_sql *sql, size_t column);

/** Append the marker of UPSERT_TRANSPORT_DOCUMENT, which stands for all rows.
 */
UPSERT_API void upsert_sql_document(upsert_sql *sql);

/** Append the name of the file of UPSERT_TRANSPORT_LOAD: 'name'. */
UPSERT_API void upsert_sql_file(upsert_sql *sql);

/** Append a string literal, for a name in a query of the catalog: 'name'. */
UPSERT_API void upsert_sql_string(upsert_sql *sql, const char *text);

/** Append an unsigned number. */
UPSERT_API void upsert_sql_number(upsert_sql *sql, uint64_t number);

/** Say that the plan cannot be rendered, and why; the first reason stays. */
UPSERT_API void upsert_sql_refuse(upsert_sql *sql, const char *reason);

/* ---------------------------------------------------------------- plan */

/** What to do with a row whose key is there, or is not. */
typedef enum upsert_mode {
    UPSERT_MODE_UPSERT,          /**< Insert, or update. */
    UPSERT_MODE_INSERT_MISSING,  /**< Insert, or do nothing. */
    UPSERT_MODE_UPDATE_EXISTING, /**< Update, or do nothing. */
    UPSERT_MODE_INSERT,          /**< Insert, or fail. */
    UPSERT_MODE_DELETE           /**< Delete the row of the key. A plan of this
                                      mode is rendered by the core. */
} upsert_mode;

/** What a column's values are, as far as the core must know. */
typedef enum upsert_type {
    UPSERT_TYPE_OTHER,
    UPSERT_TYPE_INTEGER,
    UPSERT_TYPE_DECIMAL,
    UPSERT_TYPE_FLOAT,
    UPSERT_TYPE_BOOLEAN,
    UPSERT_TYPE_TEXT,
    UPSERT_TYPE_BINARY,
    UPSERT_TYPE_DATE,
    UPSERT_TYPE_TIME,
    UPSERT_TYPE_TIMESTAMP,
    UPSERT_TYPE_TIMESTAMP_TZ,
    UPSERT_TYPE_UUID,
    UPSERT_TYPE_JSON
} upsert_type;

/**
 * What a row that is there gets from a row that comes in, column by column. A
 * row that is not there gets the values as they came in.
 */
typedef enum upsert_rule {
    UPSERT_RULE_KEY,          /**< Finds the row; is equal by definition. */
    UPSERT_RULE_REPLACE,      /**< The value that came in. */
    UPSERT_RULE_INSERT_ONLY,  /**< What it had. */
    UPSERT_RULE_KEY_NULL,     /**< As KEY, of a plan whose rows all have NULL
                                   there, and find rows that have NULL. */
    UPSERT_RULE_KEEP_IF_NULL, /**< The value that came in, unless NULL. */
    UPSERT_RULE_ADD,          /**< The sum; NULL adds nothing. */
    UPSERT_RULE_GREATEST,     /**< The greater one; NULL is none. */
    UPSERT_RULE_LEAST,        /**< The smaller one; NULL is none. */
    UPSERT_RULE_APPEND,       /**< The text there, then the one that came in;
                                   NULL appends nothing. */
    UPSERT_RULE_TOUCH,        /**< The run's clock, when the row changes. */
    UPSERT_RULE_SQL           /**< The column's expression. */
} upsert_rule;

/** How rows are carried. */
typedef enum upsert_transport {
    UPSERT_TRANSPORT_ROW,    /**< One row a statement, prepared once. */
    UPSERT_TRANSPORT_VALUES, /**< Many rows a statement, one marker a cell. */
    /** Many rows a statement, one marker a column, in the order of the columns:
        an array of its values as PostgreSQL writes one, {1,NULL,"x"}. The text
        is the same for any number of rows. */
    UPSERT_TRANSPORT_COLUMNS,
    /** The statement of one row, executed for many by the parameter arrays of
        ODBC. */
    UPSERT_TRANSPORT_ARRAY,
    /** Many rows a statement, one marker: a JSON array of the rows, each an
        array of its values in the order of the columns, which are texts or
        null: [["1",null,"x"]]. The text is the same for any number of rows. Not
        for columns of UPSERT_TYPE_BINARY. */
    UPSERT_TRANSPORT_DOCUMENT,
    /** Many rows a statement without markers, out of the plan's stage, which
        another transport has filled. */
    UPSERT_TRANSPORT_STAGING,
    /** The same, of a stage that the server fills out of a file of the
        client's. */
    UPSERT_TRANSPORT_LOAD
} upsert_transport;

/** How a statement's counts are learnt. */
typedef enum upsert_counting {
    /** SQLRowCount is the number of rows inserted and updated. */
    UPSERT_COUNTING_AFFECTED,
    /** The statement returns one row: rows inserted, rows updated. */
    UPSERT_COUNTING_RESULT,
    /** The counting query returns one row: rows inserted, rows inserted or
        updated since the session's set-up; the difference over a transaction
        counts. */
    UPSERT_COUNTING_SESSION,
    /** The counting query returns one number: rows updated by the connection;
        the rest of SQLRowCount was inserted. */
    UPSERT_COUNTING_UPDATED,
    /** Nothing tells: every count of rows written is unknown. */
    UPSERT_COUNTING_NONE
} upsert_counting;

/** What the server says of itself. */
typedef struct upsert_server {
    size_t struct_size;
    const char *dbms_name;    /**< SQL_DBMS_NAME; lies on compatible servers. */
    const char *dbms_version; /**< SQL_DBMS_VER. */
    const char *banner; /**< What `banner_query` returned; "" before it ran. */
    const char *driver_name; /**< SQL_DRIVER_NAME, a file's name; or NULL. */
} upsert_server;

/** One column that the rows bring. */
typedef struct upsert_plan_column {
    const char *name;      /**< As the catalog spells it, unquoted. */
    const char *type_name; /**< In full, such as "character varying(20)". */
    const char *cast_name; /**< What to CAST a marker to, which neither cuts nor
                                pads: "character varying"; "" for no CAST. */
    upsert_type type;
    upsert_rule rule;
    /** Of UPSERT_RULE_SQL: SQL in which old."name" is a column of the row that
        is there, which need not be in the plan, and new."name" one of the row
        that comes in; else NULL. The quotes may be `..` or [..], or none: then
        a name counts that differs in the case of ASCII letters alone. */
    const char *expression;
} upsert_plan_column;

/** What to do, to which table. All strings live as long as the plan. */
typedef struct upsert_plan {
    size_t struct_size;
    const struct upsert_dialect *dialect; /**< The one that renders it. */
    const upsert_server *server;
    const char *schema; /**< NULL or "": none was named, or there are none. */
    const char *table;
    const upsert_plan_column *columns;
    size_t column_count;
    upsert_mode mode;
    upsert_transport transport;
    upsert_counting counting;
    bool only_changed; /**< Leave a row alone that would not change. */
    bool lock_hint;    /**< Add the dialect's lock hint, where it has one. */
    /** Fail rather than update a row that another unique index found; only
        where the dialect says `other_unique_absorbs`. */
    bool guard_key;
    /** Of the partial index behind the key, as the catalog tells it; NULL when
        it is not partial. */
    const char *predicate;
    /** A column of the plan: a row that is there changes only when the value
        that comes in is not NULL, and what is there is NULL or smaller. NULL:
        no such condition. */
    const char *newer;
    /** SQL as in upsert_plan_column.expression that must be true for a row that
        is there to change; NULL: no such condition. */
    const char *where;
    bool numbered;  /**< What the dialect's numbered_query said of the table. */
    unsigned stage; /**< The number of its stage on the connection. */
} upsert_plan;

/* ------------------------------------------------------------- dialect */

/** What one statement of several rows does when two of them have one key. */
typedef enum upsert_repeats {
    /** Either of them wins, or worse. So it is with MERGE, whatever it says of
        two rows that both change a third: where one of them would change
        nothing, as the table was before, only the other counts. */
    UPSERT_REPEATS_UNNOTICED,
    UPSERT_REPEATS_REFUSED, /**< It fails as UPSERT_ROW_TWICE or
                                 UPSERT_DUPLICATE_KEY. */
    UPSERT_REPEATS_IN_ORDER /**< It applies them one after the other. */
} upsert_repeats;

/** How a database spells a name that is written without quotes. */
typedef enum upsert_name_case {
    UPSERT_NAMES_AS_THEY_ARE,
    UPSERT_NAMES_UPPER,
    UPSERT_NAMES_LOWER
} upsert_name_case;

/** How far a dialect is proven. */
typedef enum upsert_evidence {
    UPSERT_GOLDEN_TEXT,    /**< Its text is what was written down. */
    UPSERT_PARSED_TEXT,    /**< A parser for that database accepts its text. */
    UPSERT_RUN_ON_A_SERVER /**< The conformance tests run on a real server. */
} upsert_evidence;

/** The status behind one error. */
typedef struct upsert_error_code {
    const char *sqlstate; /**< NULL: any. */
    int32_t native;       /**< 0: any. */
    const char *text;     /**< Part of the message; NULL: any. */
    upsert_status status;
} upsert_error_code;

/** The class of the type names that begin with some text. */
typedef struct upsert_type_name {
    const char *beginning; /**< Whole words; case does not matter. */
    upsert_type type;
} upsert_type_name;

/**
 * The class of a type name as most databases spell it: INTEGER, NUMBER(10, 2),
 * character varying, TIMESTAMP(6) WITH TIME ZONE. UPSERT_TYPE_OTHER for arrays
 * and for what is not known.
 */
UPSERT_API upsert_type upsert_type_of_name(const char *type_name);

/**
 * How the rows of a plan are staged: a temporary table of the connection's own
 * is filled with them, and one statement takes them from there. Its columns are
 * column1, column2, .. of the plan's types in full, collations and all, and may
 * be NULL; UPSERT_STAGE_PLACE numbers its rows as they came.
 */
typedef struct upsert_stage {
    const char *schema; /**< Of all stages; NULL: the schema of the table. */
    /**
     * The `index`-th statement that makes the stage of the plan where it is not
     * there, and empties it where it is; within a transaction, which none of
     * them may end.
     * @return false, with nothing appended, when there are no more.
     */
    bool (*render_make)(const upsert_plan *plan, unsigned index,
                        upsert_sql *sql);
    /** The statement that drops it, where it is there. */
    void (*render_drop)(const upsert_plan *plan, upsert_sql *sql);
    /**
     * The statement that fills the stage of UPSERT_TRANSPORT_LOAD, whose
     * columns are texts in UTF-8 and bytes, out of upsert_sql_file(): a line a
     * row, a tab between two values, !N for NULL, and before what would
     * not be itself a "!": !! and !0 !n !t for NUL, newline and tab. Optional.
     */
    void (*render_load)(const upsert_plan *plan, upsert_sql *sql);
    /** One row, one number: not 0 when the server takes files; with
        render_load. */
    const char *load_query;
} upsert_stage;

#define UPSERT_STAGE_PLACE "upsert_place"

/** What one statement may hold; 0 means that the database sets no limit. */
typedef struct upsert_limits {
    size_t parameters;
    size_t rows;
    size_t update_rows; /**< Of a statement of UPSERT_MODE_UPDATE_EXISTING. */
    size_t bytes;       /**< Text and values of one statement together. */
} upsert_limits;

/**
 * A database. Members that are marked optional may be NULL.
 *
 * Catalog queries take two markers, the table's name and the schema's ("" when
 * none was given), and return only text:
 *
 *   columns_query  a row a column, in order, of every table whose name equals
 *                  the first parameter without regard to case, and that is
 *                  seen without a schema, or lies in the one given:
 *                    schema, table, column, type in full, type for CAST
 *                    (which neither cuts a text nor pads it; '' to leave the
 *                    marker without a CAST), how the database fills the column
 *                    when it is not given: 'generated' (and it cannot be),
 *                    'identity', 'null' or '' (anything else), collation
 *                    ('' where text is compared byte by byte)
 *   indexes_query  a row a column of each unique index of exactly that table:
 *                    index, '1' for the primary key or '0', why it cannot find
 *                    a row to update ('' when it can), column (NULL for an
 *                    expression), predicate of a partial index (or NULL); a
 *                    primary key first, then by name, then by position
 *   effects_query  a row for each thing that a write sets off (a trigger, say):
 *                  its description; '1' where the dialect's way to count could
 *                  not tell its writes from the statement's own, or '0'
 *
 * Without columns_query the catalog functions of ODBC are asked instead.
 */
typedef struct upsert_dialect {
    size_t struct_size;   /**< sizeof(upsert_dialect) at compile time. */
    uint32_t abi_version; /**< UPSERT_DIALECT_ABI. */

    const char *name;    /**< As the option "target.dialect" takes it. */
    const char *summary; /**< One line for people. */
    const char *notes;   /**< A paragraph of Markdown for docs/databases.md, on
                              what is special; optional. */

    char quote_open, quote_close; /**< Around an identifier; the closing one is
                                       doubled inside. */
    upsert_limits limits;
    upsert_transport transport;      /**< The fastest measured one; see
                                          `carries`. */
    upsert_counting counting_upsert; /**< For UPSERT_MODE_UPSERT. */
    upsert_counting counting_other;  /**< For the other modes. */
    unsigned affected_by_update; /**< What an updated row adds to SQLRowCount:
                                      1, or 2 on MySQL. */
    /** Whether a conflict on any unique index updates the row it finds, and
        not only one on the key. */
    bool other_unique_absorbs;
    /** Whether an UPDATE never writes a row that would not change, asked or
        not. */
    bool leaves_equal_rows;
    /** Whether SQLRowCount is known after every statement that succeeded; one
        without it is then a failure that the driver has lost. */
    bool tells_row_counts;
    bool partial_keys; /**< Whether a partial index can be the key. */
    /** Whether a column keeps a value that is not of its type as it is: SQLite
        alone. */
    bool types_are_affinities;
    upsert_name_case name_case; /**< Of names written without quotes. */
    upsert_evidence evidence;   /**< What the tests do with it. */

    /** Transaction control as SQL; `begin` NULL means ODBC's own. */
    const char *begin, *commit, *rollback;
    /** A savepoint around each statement of several rows; NULL where there is
        none, and `release_savepoint` NULL where setting it again moves it. */
    const char *savepoint, *rollback_to_savepoint, *release_savepoint;

    const char *banner_query; /**< One row, one column: what the server is;
                                   optional. */
    /** Statements for a new connection, before anything else; ends in NULL;
        optional. Each must be harmless to repeat. */
    const char *const *connect_statements;
    const char *columns_query; /**< Optional. */
    const char *indexes_query; /**< With columns_query. */
    const char *effects_query; /**< Optional. */
    /** One row, one column: the bytes of a statement, text and values
        together, that this server takes; optional. */
    const char *limits_query;

    /**
     * How well the dialect fits a server.
     * @return 0 not at all; 1 to 100, the highest of all dialects is taken. A
     *         match on `dbms_name` alone must score when `banner` is "".
     */
    int (*match)(const upsert_server *server);

    /** Classes of the type names that `columns_query` returns: the first that
        fits counts; ends with one whose `beginning` is NULL; optional. */
    const upsert_type_name *types;

    /** The class of a type name that `types` does not tell; NULL for
        upsert_type_of_name(). */
    upsert_type (*type_of)(const char *type_name);

    /** What the family's renderer must know; NULL outside the families. */
    const void *profile;

    /** The statement that carries `rows` rows of the plan: a function of the
        dialect's own, or a family's renderer. */
    void (*render)(const upsert_plan *plan, size_t rows, upsert_sql *sql);

    /**
     * The `index`-th statement that prepares the connection for the plan, and
     * the one that undoes it; optional.
     * @return false, with nothing appended, when there are no more.
     */
    bool (*render_setup)(const upsert_plan *plan, unsigned index,
                         upsert_sql *sql);
    bool (*render_teardown)(const upsert_plan *plan, unsigned index,
                            upsert_sql *sql);

    /** The counting query of UPSERT_COUNTING_SESSION and _UPDATED; optional
        otherwise. */
    void (*render_count)(const upsert_plan *plan, upsert_sql *sql);

    /** Errors whose status the SQLSTATE alone does not tell; ends with one
        whose status is UPSERT_OK; optional. */
    const upsert_error_code *error_codes;

    /**
     * The status behind a native error that `error_codes` cannot tell.
     * @return UPSERT_OK to leave it to the SQLSTATE; optional.
     */
    upsert_status (*classify)(const char *sqlstate, int32_t native,
                              const char *message);

    upsert_repeats repeats; /**< Of the modes that find a row by its key. */
    /** Digits of a second that a type of times has when its name does not
        say. */
    unsigned fraction_digits;
    /** Two texts are joined by this operator, or by CONCAT(a, b) where it is
        ""; NULL: ||. */
    const char *concat;
    /** One row, one column: the server's clock, as its columns of dates and
        times take it; NULL: this machine's clock is taken, in UTC. */
    const char *clock_query;
    /**
     * Whether the plan's rows can go by a transport: it is asked for its own
     * for those that a run forces, and for that of the rows on their way to a
     * stage, in a plan of UPSERT_MODE_INSERT. Where it says no to its own, the
     * next of COLUMNS, ARRAY, VALUES, STAGING and ROW is taken that it says yes
     * to. NULL: its own and ROW, and VALUES unless its own is ROW. Of a
     * transport for which the dialect has no function it is not asked.
     */
    bool (*carries)(const upsert_plan *plan, upsert_transport transport);
    /** Rows of a statement of any transport but ROW and VALUES; 0: those of a
        batch. */
    size_t bulk_rows;
    /** Whether rows go in the order of their keys even where one connection at
        a time writes; where several do they go so in any case. */
    bool prefers_key_order;
    /** Whether one connection at a time may write to the database. */
    bool one_writer;
    /** As the queries of the catalog: one row, one number, the foreign keys of
        the table that refer to the table itself; optional. While there are
        such, and where nobody can tell, rows keep the order of the input. */
    const char *self_references_query;
    /** Likewise: not 0 when the database gives each new row of the table a
        number, one higher than the highest there is; optional. */
    const char *numbered_query;
    /** The rows of a plan that goes by UPSERT_TRANSPORT_DOCUMENT, as a query
        whose columns are named column1, column2, ..; optional. */
    void (*render_document)(const upsert_plan *plan, upsert_sql *sql);
    const upsert_stage *stage; /**< For UPSERT_TRANSPORT_STAGING; optional. */
    /** Like connect_statements, for a connection that the session has opened
        itself: what an application may not want for its own; optional. */
    const char *const *own_statements;
} upsert_dialect;

/** What upsert_dialect was in version 1, in bytes: no dialect's `struct_size`
    is less. */
#define UPSERT_DIALECT_SIZE_1                                                  \
    (offsetof(upsert_dialect, own_statements) + sizeof(const char *const *))

/* ------------------------------------------------------------- plugins */

/**
 * The one function that a plugin defines, by this name.
 *
 * It is called once, before the session connects. The table that it returns is
 * copied, what the table points to is borrowed; the plugin stays loaded until
 * its session ends. The dialect is used for the run that names the plugin,
 * whatever the server is: `match` must be there, but is not asked.
 *
 * A plugin is linked against nothing of libupsert. Its upsert_sql_.. and
 * upsert_render_.. functions are the host's: the command `upsert` or the
 * shared library.
 *
 * @param abi_version  UPSERT_DIALECT_ABI of the host.
 * @return a table that lives as long as the plugin is loaded; NULL, or a table
 *         of its own version, when it cannot serve such a host.
 */
typedef const struct upsert_dialect *
upsert_dialect_plugin_entry(uint32_t abi_version);
UPSERT_API upsert_dialect_plugin_entry upsert_dialect_plugin;

/* ------------------------------------------------------------ families */

/** Appends one column's part of a statement. */
typedef void upsert_render_part(const upsert_plan *plan, size_t column,
                                upsert_sql *sql);

/** Appends a column of the row that is there, which need not be in the plan. */
typedef void upsert_render_column(const upsert_plan *plan, const char *name,
                                  upsert_sql *sql);

/** The values that an update can be made of. */
typedef struct upsert_sides {
    upsert_render_column *there;
    upsert_render_part *incoming; /**< As it came. */
    /** As the column would store it: rounded, but never cut; NULL where
        `incoming` is so already. */
    upsert_render_part *stored;
    /** As a value of its type, for SQL of the user's own; NULL where `stored`
        is so already. */
    upsert_render_part *typed;
    /** Between two values that are not NULL, for `there` + `stored`; NULL where
        an overflow is an error. */
    void (*sum)(const upsert_plan *plan, size_t column,
                const struct upsert_sides *sides, upsert_sql *sql);
} upsert_sides;

/** Appends the condition that one of the columns of upsert_plan_compares()
    would get another value: upsert_render_value(), as it would be stored. */
typedef void upsert_render_change(const upsert_plan *plan,
                                  const upsert_sides *sides, upsert_sql *sql);

/** Which markers of a list of rows need a CAST. */
typedef enum upsert_casts {
    UPSERT_CAST_NONE,
    UPSERT_CAST_FIRST_ROW,
    UPSERT_CAST_EVERY
} upsert_casts;

/** What differs between databases with INSERT .. ON CONFLICT: the profile of
    upsert_render_on_conflict(). */
typedef struct upsert_on_conflict {
    /** Text before the statement when its counts do not come with it. */
    const char *prefix;
    upsert_render_change *render_changed;
    /** An expression that is true in RETURNING for a row that was inserted;
        NULL where there is none. */
    const char *was_inserted;
    upsert_casts casts; /**< In the source of an UPDATE. */
    /** Whether an UPDATE of several rows must be made to fail, with 21000,
        where two of them are one row to the database; for one that fails a
        subquery of two rows. */
    bool refuse_row_twice;
    /** upsert_sides.sum. */
    void (*render_sum)(const upsert_plan *plan, size_t column,
                       const upsert_sides *sides, upsert_sql *sql);
} upsert_on_conflict;

/** The renderer of the INSERT .. ON CONFLICT family: every mode. */
UPSERT_API void upsert_render_on_conflict(const upsert_plan *plan, size_t rows,
                                          upsert_sql *sql);

/** What differs between databases with INSERT .. ON DUPLICATE KEY UPDATE: the
    profile of upsert_render_on_duplicate_key(). */
typedef struct upsert_on_duplicate_key {
    /** Whether the server names the incoming row by an alias (AS new), and not
        by VALUES(column). */
    bool (*has_row_alias)(const upsert_server *server);
} upsert_on_duplicate_key;

/** The renderer of the ON DUPLICATE KEY UPDATE family: every mode. */
UPSERT_API void upsert_render_on_duplicate_key(const upsert_plan *plan,
                                               size_t rows, upsert_sql *sql);

/** How the rows of a MERGE come in. */
typedef enum upsert_merge_source {
    UPSERT_MERGE_VALUES,      /**< (VALUES (?, ?), (?, ?)) */
    UPSERT_MERGE_SELECT,      /**< (SELECT ? AS a, .. UNION ALL SELECT ?, ..) */
    UPSERT_MERGE_FROM_VALUES, /**< (SELECT column1 AS a, .. FROM VALUES (?, ?))
                                   with its CASTs behind SELECT. */
    UPSERT_MERGE_ONE_ROW      /**< VALUES (?, ?), and never a second row. */
} upsert_merge_source;

/** Where the condition of an update stands. */
typedef enum upsert_merge_condition {
    UPSERT_MERGE_CONDITION_AND,   /**< WHEN MATCHED AND .. THEN */
    UPSERT_MERGE_CONDITION_WHERE, /**< UPDATE SET .. WHERE .. */
    UPSERT_MERGE_CONDITION_NONE   /**< Nowhere: only_changed is refused. */
} upsert_merge_condition;

/** How "is another value, NULL or not" is said. */
typedef enum upsert_merge_differs {
    UPSERT_MERGE_DISTINCT, /**< a IS DISTINCT FROM b */
    UPSERT_MERGE_DECODE,   /**< DECODE(a, b, 0, 1) = 1 */
    UPSERT_MERGE_EXCEPT,   /**< EXISTS (SELECT b EXCEPT SELECT a) */
    UPSERT_MERGE_PORTABLE  /**< a <> b OR one of them IS NULL */
} upsert_merge_differs;

/** What differs between databases with MERGE: the profile of
    upsert_render_merge(). */
typedef struct upsert_merge {
    upsert_merge_source source;
    const char *from;    /**< Behind each SELECT, such as " FROM DUAL". */
    bool column_list;    /**< s (a, b) and not aliases in the first SELECT. */
    bool table_as;       /**< AS before the target's alias. */
    bool source_as;      /**< AS before the source's alias. */
    const char *hint;    /**< Behind the target, before its alias; or "". */
    bool on_parentheses; /**< ON (..) */
    upsert_casts casts;
    upsert_merge_condition condition;
    upsert_merge_differs differs;
    upsert_render_change *render_changed; /**< Instead of `differs`; NULL. */
    const char *terminator;               /**< ";" or "". */
    /** Around a text whose equality passes over case, accents or trailing
        spaces, to see whether it changes: text that makes of it what is equal
        only when every byte is. Both are compared, the text and that; NULL
        where equality sees every byte. */
    const char *bytes_before, *bytes_after;
    /** The first words of types that cannot be compared, with which
        only_changed is refused; ends in NULL; NULL: there are none. */
    const char *const *incomparable;
} upsert_merge;

/** The renderer of the MERGE family: every mode. */
UPSERT_API void upsert_render_merge(const upsert_plan *plan, size_t rows,
                                    upsert_sql *sql);

/** Append one marker, with a CAST to the column's type or without (and always
    without where `cast_name` is ""). */
UPSERT_API void upsert_render_marker(const upsert_plan *plan, size_t column,
                                     bool cast, upsert_sql *sql);

/**
 * Append the markers of `rows` rows: (?, ?), (?, ?).
 * @param open  before each row: "(" or "ROW(".
 */
UPSERT_API void upsert_render_rows(const upsert_plan *plan, size_t rows,
                                   const char *open, upsert_casts casts,
                                   upsert_sql *sql);

/**
 * Append the markers of `rows` rows as a query, its columns named in the first
 * row: SELECT ? AS "a" UNION ALL SELECT ?.
 * @param from  behind each SELECT, such as " FROM DUAL", or "".
 */
UPSERT_API void upsert_render_select(const upsert_plan *plan, size_t rows,
                                     const char *from, upsert_casts casts,
                                     upsert_sql *sql);

/**
 * Append the rows of a plan that have no marker for each of their cells, as a
 * query whose columns are named column1, column2, ..: SELECT unnest(CAST(? AS
 * integer[])) AS column1, or the dialect's own.
 * @return false, with nothing appended, when each cell has its marker.
 */
UPSERT_API bool upsert_render_query(const upsert_plan *plan, upsert_sql *sql);

/** Append the name of the plan's stage, with its schema. */
UPSERT_API void upsert_render_stage(const upsert_plan *plan, upsert_sql *sql);

/** Append all columns' names with commas between. */
UPSERT_API void upsert_render_names(const upsert_plan *plan, upsert_sql *sql);

/** Whether a column may get another value when a row that is there changes, and
    counts as a change when it does: any rule that updates but TOUCH. */
UPSERT_API bool upsert_plan_compares(const upsert_plan *plan, size_t column);

/** Whether a column is assigned when a row that is there changes: those and
    the ones of TOUCH. */
UPSERT_API bool upsert_plan_assigns(const upsert_plan *plan, size_t column);

/** Whether the plan's mode updates, and there is a column to update. */
UPSERT_API bool upsert_plan_updates(const upsert_plan *plan);

/** Append what a column gets by its rule, when the row that is there changes:
    an expression that needs no parentheses around it. */
UPSERT_API void upsert_render_value(const upsert_plan *plan, size_t column,
                                    const upsert_sides *sides, upsert_sql *sql);

/** Append a column's CAST of a value to its full type when that rounds the
    value and never cuts it (numbers, times); any other value as it is. */
UPSERT_API void upsert_render_rounded(const upsert_plan *plan, size_t column,
                                      upsert_render_part *value,
                                      upsert_sql *sql);

/** Append SQL of the user's own, in parentheses, with the plan's names for old
    and new values. */
UPSERT_API void upsert_render_expression(const upsert_plan *plan,
                                         const char *expression,
                                         const upsert_sides *sides,
                                         upsert_sql *sql);

/**
 * Append name = value for each column that is assigned, with commas between. A
 * column of TOUCH changes when `changed` is true, unless the plan's condition
 * says so already.
 */
UPSERT_API void upsert_render_assignments(const upsert_plan *plan,
                                          const upsert_sides *sides,
                                          upsert_render_change *changed,
                                          upsert_sql *sql);

/**
 * Append the conditions under which a row that is there changes, each in
 * parentheses, with AND between; nothing when there are none.
 * @param before   before the first: " WHERE " or " AND ".
 * @param changed  for only_changed; NULL where the database sees to it.
 */
UPSERT_API void upsert_render_conditions(const upsert_plan *plan,
                                         const char *before,
                                         const upsert_sides *sides,
                                         upsert_render_change *changed,
                                         upsert_sql *sql);

/** Append the condition that finds a row by its key: there = incoming, or there
    IS NULL. */
UPSERT_API void upsert_render_key(const upsert_plan *plan,
                                  const upsert_sides *sides, upsert_sql *sql);

/** Refuse a plan whose mode only updates and that has nothing to update. */
UPSERT_API void upsert_render_no_update(upsert_sql *sql);

/** Append the target table's name, with its schema where it has one. */
UPSERT_API void upsert_render_table(const upsert_plan *plan, upsert_sql *sql);

/** Append a column's value in the row that is there: t."name". */
UPSERT_API void upsert_render_there(const upsert_plan *plan, size_t column,
                                    upsert_sql *sql);

/** The same of any column of the table, by its name. */
UPSERT_API void upsert_render_there_named(const upsert_plan *plan,
                                          const char *name, upsert_sql *sql);

/** Append a column's value in a source of rows: s."name". */
UPSERT_API void upsert_render_source(const upsert_plan *plan, size_t column,
                                     upsert_sql *sql);

/**
 * Append something for every column of a rule.
 * @param between  text between two of them.
 * @param append   appends one column's part.
 * @return how many there were.
 */
UPSERT_API size_t upsert_render_each(const upsert_plan *plan, upsert_rule rule,
                                     const char *between,
                                     upsert_render_part *append,
                                     upsert_sql *sql);

/** The first column of a rule. @return `column_count` when there is none. */
UPSERT_API size_t upsert_plan_first(const upsert_plan *plan, upsert_rule rule);

/** Append one column's name. */
UPSERT_API void upsert_render_name(const upsert_plan *plan, size_t column,
                                   upsert_sql *sql);

#ifdef __cplusplus
}
#endif

#endif
