/*
 * The plugin interface: what a dialect tells libupsert about a database.
 *
 * A dialect is one constant table. It matches a server, states its limits and
 * features as data, and turns a plan into SQL text. It sees no ODBC handle and
 * no user data: values travel as parameters, and identifiers are quoted by
 * upsert_sql_name() alone. The built-in dialects are written against this
 * header and nothing else.
 *
 * Growth: the first two members of every struct that crosses the interface are
 * fixed, later versions only append. A host reads no member that lies beyond
 * the `struct_size` a dialect was compiled with.
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

/* ------------------------------------------------------------ SQL text */

/**
 * SQL text that grows at its end. Running out of memory or over the longest
 * statement (16 MiB) makes every later append a no-op; the host looks once,
 * after rendering.
 */
typedef struct upsert_sql upsert_sql;

/** Append text as it stands: keywords and punctuation, never user data. */
UPSERT_API void upsert_sql_text(upsert_sql *sql, const char *text);

/** Append one identifier, quoted in the dialect's way. */
UPSERT_API void upsert_sql_name(upsert_sql *sql, const char *name);

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
    UPSERT_MODE_INSERT           /**< Insert, or fail. */
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

/** What a row that is there gets from a row that comes in, column by column. */
typedef enum upsert_rule {
    UPSERT_RULE_KEY,        /**< Finds the row; is equal by definition. */
    UPSERT_RULE_REPLACE,    /**< The value that came in. */
    UPSERT_RULE_INSERT_ONLY /**< What it had. */
} upsert_rule;

/** How rows are carried. */
typedef enum upsert_transport {
    UPSERT_TRANSPORT_ROW,   /**< One row a statement, prepared once. */
    UPSERT_TRANSPORT_VALUES /**< Many rows a statement, one marker a cell. */
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
    UPSERT_COUNTING_SESSION
} upsert_counting;

/** What the server says of itself. */
typedef struct upsert_server {
    size_t struct_size;
    const char *dbms_name;    /**< SQL_DBMS_NAME; lies on compatible servers. */
    const char *dbms_version; /**< SQL_DBMS_VER. */
    const char *banner; /**< What `banner_query` returned; "" before it ran. */
} upsert_server;

/** One column that the rows bring. */
typedef struct upsert_plan_column {
    const char *name;      /**< As the catalog spells it, unquoted. */
    const char *type_name; /**< In full, such as "character varying(20)". */
    const char *cast_name; /**< Without length or precision, so that a CAST
                                neither cuts nor pads: "character varying". */
    upsert_type type;
    upsert_rule rule;
} upsert_plan_column;

/** What to do, to which table. Markers stand in the order of `columns`, row
    after row. All strings live as long as the plan. */
typedef struct upsert_plan {
    size_t struct_size;
    const struct upsert_dialect *dialect; /**< The one that renders it. */
    const upsert_server *server;
    const char *schema; /**< NULL: none was named and none is needed. */
    const char *table;
    const upsert_plan_column *columns;
    size_t column_count;
    upsert_mode mode;
    upsert_transport transport;
    upsert_counting counting;
    bool only_changed; /**< Leave a row alone that would not change. */
} upsert_plan;

/* ------------------------------------------------------------- dialect */

/** What one statement may hold; 0 means that the database sets no limit. */
typedef struct upsert_limits {
    size_t parameters;
    size_t rows;
    size_t bytes; /**< Text and values of one statement together. */
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
 *                    without length, how the database fills the column: ''
 *                    not at all, 'generated' (it cannot be written) or
 *                    'identity' (it can)
 *   indexes_query  a row a column of each unique index of exactly that table:
 *                    index, '1' for the primary key or '0', why it cannot find
 *                    a row to update ('' when it can), column (NULL for an
 *                    expression); a primary key first, then by name, then by
 *                    position
 *   effects_query  a row for each thing that makes a write cause other writes
 *                  (a trigger, a cascading foreign key): its description
 */
typedef struct upsert_dialect {
    size_t struct_size;   /**< sizeof(upsert_dialect) at compile time. */
    uint32_t abi_version; /**< UPSERT_DIALECT_ABI. */

    const char *name;    /**< As the option "target.dialect" takes it. */
    const char *summary; /**< One line for people. */

    char quote_open, quote_close; /**< Around an identifier; the closing one is
                                       doubled inside. */
    upsert_limits limits;
    upsert_transport transport;      /**< The fastest measured one. */
    upsert_counting counting_upsert; /**< For UPSERT_MODE_UPSERT. */
    upsert_counting counting_other;  /**< For the other modes. */

    /** Transaction control as SQL; `begin` NULL means ODBC's own. */
    const char *begin, *commit, *rollback;
    /** A savepoint around each statement of several rows; NULL where there is
        none, and `release_savepoint` NULL where setting it again moves it. */
    const char *savepoint, *rollback_to_savepoint, *release_savepoint;

    const char *banner_query; /**< One row, one column: what the server is. */
    /** Statements for a new connection, before anything else; ends in NULL;
        optional. Each must be harmless to repeat. */
    const char *const *connect_statements;
    const char *columns_query;
    const char *indexes_query;
    const char *effects_query; /**< Optional. */

    /**
     * How well the dialect fits a server.
     * @return 0 not at all; 1 to 100, the highest of all dialects is taken. A
     *         match on `dbms_name` alone must score when `banner` is "".
     */
    int (*match)(const upsert_server *server);

    /** The class of a type name that `columns_query` returned. */
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

    /** The counting query of UPSERT_COUNTING_SESSION; optional otherwise. */
    void (*render_count)(const upsert_plan *plan, upsert_sql *sql);

    /**
     * The status behind a native error, where SQLSTATE alone does not tell.
     * @return UPSERT_OK to leave it to the SQLSTATE; optional.
     */
    upsert_status (*classify)(const char *sqlstate, int32_t native,
                              const char *message);
} upsert_dialect;

/* ------------------------------------------------------------ families */

/** What differs between databases with INSERT .. ON CONFLICT: the profile of
    upsert_render_on_conflict(). */
typedef struct upsert_on_conflict {
    /** Text before the statement when its counts do not come with it. */
    const char *prefix;
    /** The condition that one of the replaced columns would get another
        value; upsert_render_there() and upsert_render_incoming() name both
        sides. */
    void (*render_changed)(const upsert_plan *plan, upsert_sql *sql);
    /** An expression that is true in RETURNING for a row that was inserted;
        NULL where there is none. */
    const char *was_inserted;
    /** Whether markers in the source of an UPDATE need casts. */
    bool cast_markers;
    /** Whether an UPDATE of several rows must be made to fail, with 21000,
        where two of them are one row to the database; for one that fails a
        subquery of two rows. */
    bool refuse_row_twice;
} upsert_on_conflict;

/** The renderer of the INSERT .. ON CONFLICT family: every mode. */
UPSERT_API void upsert_render_on_conflict(const upsert_plan *plan, size_t rows,
                                          upsert_sql *sql);

/** Append the target table's name, with its schema where it has one. */
UPSERT_API void upsert_render_table(const upsert_plan *plan, upsert_sql *sql);

/** Append a column's value in the row that is there: t."name". */
UPSERT_API void upsert_render_there(const upsert_plan *plan, size_t column,
                                    upsert_sql *sql);

/** Append a column's value in the row that comes in. */
UPSERT_API void upsert_render_incoming(const upsert_plan *plan, size_t column,
                                       upsert_sql *sql);

/**
 * Append something for every column of a rule.
 * @param between  text between two of them.
 * @param append   appends one column's part.
 * @return how many there were.
 */
UPSERT_API size_t upsert_render_each(
    const upsert_plan *plan, upsert_rule rule, const char *between,
    void (*append)(const upsert_plan *plan, size_t column, upsert_sql *sql),
    upsert_sql *sql);

#ifdef __cplusplus
}
#endif

#endif
