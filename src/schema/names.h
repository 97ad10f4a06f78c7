/* Names in option values: lists, pairs, and a table with its schema. */
#ifndef UP_SCHEMA_NAMES_H
#define UP_SCHEMA_NAMES_H

#include <stddef.h>

#include <upsert/upsert.h>

/**
 * A list of names, as in "a, b, \"c, d\"": commas between, white space around
 * a name dropped, and a name that holds a comma, an equals sign, a dot, a
 * quote or outer space stands in double quotes, in which a double quote is
 * doubled; where a colon may follow a name, so does one that holds a colon.
 */
typedef struct up_names {
    char **items; /* owned; UTF-8, none empty */
    size_t count;
} up_names;

/** "target=source, target=source": items[i] comes from sources[i]. */
typedef struct up_name_map {
    up_names targets;
    up_names sources;
} up_name_map;

/** [schema.]table. */
typedef struct up_table_name {
    char *schema; /* owned; NULL when none was given */
    char *table;  /* owned */
} up_table_name;

/** @return UPSERT_OK; UPSERT_OPTION for an empty or repeated name or a
    misplaced quote, without naming the option; UPSERT_MEMORY. "" is an empty
    list. */
upsert_status up_names_parse(const char *text, up_names *names,
                             upsert_error *error);
upsert_status up_name_map_parse(const char *text, up_name_map *map,
                                upsert_error *error);
upsert_status up_table_name_parse(const char *text, up_table_name *name,
                                  upsert_error *error);

/** More names than any database has columns in a table. */
enum { UP_NAMES_MAXIMUM = 4096 };

/**
 * Read the name at *cursor, and leave *cursor at what ended it: one of `ends`,
 * or the end of the text. A colon in `ends` ends a name without quotes.
 * @param[out] name  owned by the caller.
 * @return as up_names_parse().
 */
upsert_status up_name_read(const char **cursor, const char *ends, char **name,
                           upsert_error *error);

/** Append the text in double quotes at `text`, its doubled quotes made one.
    @return what follows it; NULL when it is not closed. */
struct up_buffer;
const char *up_quoted_read(const char *text, struct up_buffer *inside);

void up_names_dispose(up_names *names);
void up_name_map_dispose(up_name_map *map);
void up_table_name_dispose(up_table_name *name);

#endif
