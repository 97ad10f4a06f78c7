/*
 * <upsert/dialect.h> as version 1 of the plugin interface has it, without its
 * comments, and with what it takes from <upsert/upsert.h>. It is frozen with
 * the release of that version: a plugin that is compiled against this text
 * must work with every later host.
 */
#ifndef UPSERT_DIALECT_H
#define UPSERT_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define UPSERT_API __attribute__((visibility("default")))
#else
#define UPSERT_API
#endif

typedef enum upsert_status {
    UPSERT_OK = 0,
    UPSERT_DONE = 1,
    UPSERT_MEMORY,
    UPSERT_ARGUMENT,
    UPSERT_OPTION,
    UPSERT_FILE,
    UPSERT_ROW,
    UPSERT_SCHEMA,
    UPSERT_DUPLICATE_KEY,
    UPSERT_CONSTRAINT,
    UPSERT_VALUE,
    UPSERT_ROW_TWICE,
    UPSERT_RETRY_STATEMENT,
    UPSERT_RETRY_TRANSACTION,
    UPSERT_CANCELLED,
    UPSERT_CONNECTION,
    UPSERT_UNKNOWN_OUTCOME,
    UPSERT_SQL,
    UPSERT_STATUS_COUNT_
} upsert_status;

#define UPSERT_DIALECT_ABI 1u

#define UPSERT_DIALECT_ABI_OLDEST 1u

typedef struct upsert_sql upsert_sql;

UPSERT_API void upsert_sql_text(upsert_sql *sql, const char *text);

UPSERT_API void upsert_sql_name(upsert_sql *sql, const char *name);

UPSERT_API void upsert_sql_marker(upsert_sql *sql, size_t column);

UPSERT_API void upsert_sql_document(upsert_sql *sql);

UPSERT_API void upsert_sql_file(upsert_sql *sql);

UPSERT_API void upsert_sql_string(upsert_sql *sql, const char *text);

UPSERT_API void upsert_sql_number(upsert_sql *sql, uint64_t number);

UPSERT_API void upsert_sql_refuse(upsert_sql *sql, const char *reason);

typedef enum upsert_mode {
    UPSERT_MODE_UPSERT,
    UPSERT_MODE_INSERT_MISSING,
    UPSERT_MODE_UPDATE_EXISTING,
    UPSERT_MODE_INSERT,
    UPSERT_MODE_DELETE
} upsert_mode;

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

typedef enum upsert_rule {
    UPSERT_RULE_KEY,
    UPSERT_RULE_REPLACE,
    UPSERT_RULE_INSERT_ONLY,
    UPSERT_RULE_KEY_NULL,
    UPSERT_RULE_KEEP_IF_NULL,
    UPSERT_RULE_ADD,
    UPSERT_RULE_GREATEST,
    UPSERT_RULE_LEAST,
    UPSERT_RULE_APPEND,
    UPSERT_RULE_TOUCH,
    UPSERT_RULE_SQL
} upsert_rule;

typedef enum upsert_transport {
    UPSERT_TRANSPORT_ROW,
    UPSERT_TRANSPORT_VALUES,

    UPSERT_TRANSPORT_COLUMNS,

    UPSERT_TRANSPORT_ARRAY,

    UPSERT_TRANSPORT_DOCUMENT,

    UPSERT_TRANSPORT_STAGING,

    UPSERT_TRANSPORT_LOAD
} upsert_transport;

typedef enum upsert_counting {

    UPSERT_COUNTING_AFFECTED,

    UPSERT_COUNTING_RESULT,

    UPSERT_COUNTING_SESSION,

    UPSERT_COUNTING_UPDATED,

    UPSERT_COUNTING_NONE
} upsert_counting;

typedef struct upsert_server {
    size_t struct_size;
    const char *dbms_name;
    const char *dbms_version;
    const char *banner;
    const char *driver_name;
} upsert_server;

typedef struct upsert_plan_column {
    const char *name;
    const char *type_name;
    const char *cast_name;
    upsert_type type;
    upsert_rule rule;

    const char *expression;
} upsert_plan_column;

typedef struct upsert_plan {
    size_t struct_size;
    const struct upsert_dialect *dialect;
    const upsert_server *server;
    const char *schema;
    const char *table;
    const upsert_plan_column *columns;
    size_t column_count;
    upsert_mode mode;
    upsert_transport transport;
    upsert_counting counting;
    bool only_changed;
    bool lock_hint;

    bool guard_key;

    const char *predicate;

    const char *newer;

    const char *where;
    bool numbered;
    unsigned stage;
} upsert_plan;

typedef enum upsert_repeats {

    UPSERT_REPEATS_UNNOTICED,
    UPSERT_REPEATS_REFUSED,
    UPSERT_REPEATS_IN_ORDER
} upsert_repeats;

typedef enum upsert_name_case {
    UPSERT_NAMES_AS_THEY_ARE,
    UPSERT_NAMES_UPPER,
    UPSERT_NAMES_LOWER
} upsert_name_case;

typedef enum upsert_evidence {
    UPSERT_GOLDEN_TEXT,
    UPSERT_PARSED_TEXT,
    UPSERT_RUN_ON_A_SERVER
} upsert_evidence;

typedef struct upsert_error_code {
    const char *sqlstate;
    int32_t native;
    const char *text;
    upsert_status status;
} upsert_error_code;

typedef struct upsert_type_name {
    const char *beginning;
    upsert_type type;
} upsert_type_name;

UPSERT_API upsert_type upsert_type_of_name(const char *type_name);

typedef struct upsert_stage {
    const char *schema;

    bool (*render_make)(const upsert_plan *plan, unsigned index,
                        upsert_sql *sql);

    void (*render_drop)(const upsert_plan *plan, upsert_sql *sql);

    void (*render_load)(const upsert_plan *plan, upsert_sql *sql);

    const char *load_query;
} upsert_stage;

#define UPSERT_STAGE_PLACE "upsert_place"

typedef struct upsert_limits {
    size_t parameters;
    size_t rows;
    size_t update_rows;
    size_t bytes;
} upsert_limits;

typedef struct upsert_dialect {
    size_t struct_size;
    uint32_t abi_version;

    const char *name;
    const char *summary;
    const char *notes;

    char quote_open, quote_close;
    upsert_limits limits;
    upsert_transport transport;
    upsert_counting counting_upsert;
    upsert_counting counting_other;
    unsigned affected_by_update;

    bool other_unique_absorbs;

    bool leaves_equal_rows;

    bool tells_row_counts;
    bool partial_keys;

    bool types_are_affinities;
    upsert_name_case name_case;
    upsert_evidence evidence;

    const char *begin, *commit, *rollback;

    const char *savepoint, *rollback_to_savepoint, *release_savepoint;

    const char *banner_query;

    const char *const *connect_statements;
    const char *columns_query;
    const char *indexes_query;
    const char *effects_query;

    const char *limits_query;

    int (*match)(const upsert_server *server);

    const upsert_type_name *types;

    upsert_type (*type_of)(const char *type_name);

    const void *profile;

    void (*render)(const upsert_plan *plan, size_t rows, upsert_sql *sql);

    bool (*render_setup)(const upsert_plan *plan, unsigned index,
                         upsert_sql *sql);
    bool (*render_teardown)(const upsert_plan *plan, unsigned index,
                            upsert_sql *sql);

    void (*render_count)(const upsert_plan *plan, upsert_sql *sql);

    const upsert_error_code *error_codes;

    upsert_status (*classify)(const char *sqlstate, int32_t native,
                              const char *message);

    upsert_repeats repeats;

    unsigned fraction_digits;

    const char *concat;

    const char *clock_query;

    bool (*carries)(const upsert_plan *plan, upsert_transport transport);

    size_t bulk_rows;

    bool prefers_key_order;

    bool one_writer;

    const char *self_references_query;

    const char *numbered_query;

    void (*render_document)(const upsert_plan *plan, upsert_sql *sql);
    const upsert_stage *stage;

    const char *const *own_statements;
} upsert_dialect;

#define UPSERT_DIALECT_SIZE_1                                                  \
    (offsetof(upsert_dialect, own_statements) + sizeof(const char *const *))

typedef const struct upsert_dialect *
upsert_dialect_plugin_entry(uint32_t abi_version);
UPSERT_API upsert_dialect_plugin_entry upsert_dialect_plugin;

typedef void upsert_render_part(const upsert_plan *plan, size_t column,
                                upsert_sql *sql);

typedef void upsert_render_column(const upsert_plan *plan, const char *name,
                                  upsert_sql *sql);

typedef struct upsert_sides {
    upsert_render_column *there;
    upsert_render_part *incoming;

    upsert_render_part *stored;

    upsert_render_part *typed;

    void (*sum)(const upsert_plan *plan, size_t column,
                const struct upsert_sides *sides, upsert_sql *sql);
} upsert_sides;

typedef void upsert_render_change(const upsert_plan *plan,
                                  const upsert_sides *sides, upsert_sql *sql);

typedef enum upsert_casts {
    UPSERT_CAST_NONE,
    UPSERT_CAST_FIRST_ROW,
    UPSERT_CAST_EVERY
} upsert_casts;

typedef struct upsert_on_conflict {

    const char *prefix;
    upsert_render_change *render_changed;

    const char *was_inserted;
    upsert_casts casts;

    bool refuse_row_twice;

    void (*render_sum)(const upsert_plan *plan, size_t column,
                       const upsert_sides *sides, upsert_sql *sql);
} upsert_on_conflict;

UPSERT_API void upsert_render_on_conflict(const upsert_plan *plan, size_t rows,
                                          upsert_sql *sql);

typedef struct upsert_on_duplicate_key {

    bool (*has_row_alias)(const upsert_server *server);
} upsert_on_duplicate_key;

UPSERT_API void upsert_render_on_duplicate_key(const upsert_plan *plan,
                                               size_t rows, upsert_sql *sql);

typedef enum upsert_merge_source {
    UPSERT_MERGE_VALUES,
    UPSERT_MERGE_SELECT,
    UPSERT_MERGE_FROM_VALUES,
    UPSERT_MERGE_ONE_ROW
} upsert_merge_source;

typedef enum upsert_merge_condition {
    UPSERT_MERGE_CONDITION_AND,
    UPSERT_MERGE_CONDITION_WHERE,
    UPSERT_MERGE_CONDITION_NONE
} upsert_merge_condition;

typedef enum upsert_merge_differs {
    UPSERT_MERGE_DISTINCT,
    UPSERT_MERGE_DECODE,
    UPSERT_MERGE_EXCEPT,
    UPSERT_MERGE_PORTABLE
} upsert_merge_differs;

typedef struct upsert_merge {
    upsert_merge_source source;
    const char *from;
    bool column_list;
    bool table_as;
    bool source_as;
    const char *hint;
    bool on_parentheses;
    upsert_casts casts;
    upsert_merge_condition condition;
    upsert_merge_differs differs;
    upsert_render_change *render_changed;
    const char *terminator;

    const char *bytes_before, *bytes_after;

    const char *const *incomparable;
} upsert_merge;

UPSERT_API void upsert_render_merge(const upsert_plan *plan, size_t rows,
                                    upsert_sql *sql);

UPSERT_API void upsert_render_marker(const upsert_plan *plan, size_t column,
                                     bool cast, upsert_sql *sql);

UPSERT_API void upsert_render_rows(const upsert_plan *plan, size_t rows,
                                   const char *open, upsert_casts casts,
                                   upsert_sql *sql);

UPSERT_API void upsert_render_select(const upsert_plan *plan, size_t rows,
                                     const char *from, upsert_casts casts,
                                     upsert_sql *sql);

UPSERT_API bool upsert_render_query(const upsert_plan *plan, upsert_sql *sql);

UPSERT_API void upsert_render_stage(const upsert_plan *plan, upsert_sql *sql);

UPSERT_API void upsert_render_names(const upsert_plan *plan, upsert_sql *sql);

UPSERT_API bool upsert_plan_compares(const upsert_plan *plan, size_t column);

UPSERT_API bool upsert_plan_assigns(const upsert_plan *plan, size_t column);

UPSERT_API bool upsert_plan_updates(const upsert_plan *plan);

UPSERT_API void upsert_render_value(const upsert_plan *plan, size_t column,
                                    const upsert_sides *sides, upsert_sql *sql);

UPSERT_API void upsert_render_rounded(const upsert_plan *plan, size_t column,
                                      upsert_render_part *value,
                                      upsert_sql *sql);

UPSERT_API void upsert_render_expression(const upsert_plan *plan,
                                         const char *expression,
                                         const upsert_sides *sides,
                                         upsert_sql *sql);

UPSERT_API void upsert_render_assignments(const upsert_plan *plan,
                                          const upsert_sides *sides,
                                          upsert_render_change *changed,
                                          upsert_sql *sql);

UPSERT_API void upsert_render_conditions(const upsert_plan *plan,
                                         const char *before,
                                         const upsert_sides *sides,
                                         upsert_render_change *changed,
                                         upsert_sql *sql);

UPSERT_API void upsert_render_key(const upsert_plan *plan,
                                  const upsert_sides *sides, upsert_sql *sql);

UPSERT_API void upsert_render_no_update(upsert_sql *sql);

UPSERT_API void upsert_render_table(const upsert_plan *plan, upsert_sql *sql);

UPSERT_API void upsert_render_there(const upsert_plan *plan, size_t column,
                                    upsert_sql *sql);

UPSERT_API void upsert_render_there_named(const upsert_plan *plan,
                                          const char *name, upsert_sql *sql);

UPSERT_API void upsert_render_source(const upsert_plan *plan, size_t column,
                                     upsert_sql *sql);

UPSERT_API size_t upsert_render_each(const upsert_plan *plan, upsert_rule rule,
                                     const char *between,
                                     upsert_render_part *append,
                                     upsert_sql *sql);

UPSERT_API size_t upsert_plan_first(const upsert_plan *plan, upsert_rule rule);

UPSERT_API void upsert_render_name(const upsert_plan *plan, size_t column,
                                   upsert_sql *sql);

#ifdef __cplusplus
}
#endif

#endif
