/* What the catalog knows of a table. */
#ifndef UP_SCHEMA_TABLE_H
#define UP_SCHEMA_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <upsert/dialect.h>

/** One column; the strings are owned by the table. */
typedef struct up_column {
    char *name;
    char *type_name;
    char *cast_name;
    upsert_type type;
    bool generated;       /* the database fills it; it cannot be written */
    bool identity;        /* the database numbers it when it is not given */
    bool null_by_default; /* it is NULL when it is not given */
    char *collation;      /* "" where text is compared byte by byte */
} up_column;

/** One unique index. */
typedef struct up_index {
    char *name;
    bool primary;
    char *unusable;  /* why it cannot be a key; "" when it can */
    char *predicate; /* of a partial index; "" when it is not partial */
    char **columns;  /* `count` names; NULL for an expression */
    size_t count;
} up_index;

/** Something that a write to a table sets off. */
typedef struct up_effect {
    char *text;
    bool uncountable; /* its writes cannot be told from the statement's own */
} up_effect;

/** A table; all zero is an empty one. */
typedef struct up_table {
    char *schema;
    char *name;
    up_column *columns;
    size_t column_count;
    up_index *indexes; /* the primary key first */
    size_t index_count;
    up_effect *effects;
    size_t effect_count;
    int64_t self_references; /* its foreign keys to itself, or UP_NOT_TOLD */
    bool numbered; /* each new row gets a number one higher than the highest */
} up_table;

#define UP_NOT_TOLD ((int64_t)-1)

void up_table_dispose(up_table *table);

/**
 * The column of a name: the one spelt exactly so, or else the only one that
 * is spelt so without regard to ASCII case.
 * @return NULL when there is none.
 */
const up_column *up_table_column(const up_table *table, const char *name);

/** Whether an index has a column. */
bool up_index_covers_one(const up_index *index, const char *column);

/** Whether an index has exactly these columns, in any order. */
bool up_index_covers(const up_index *index, const char *const *columns,
                     size_t count);

#endif
