/* Where rows come from: one reader, whatever the format behind it. */
#ifndef UP_SOURCE_SOURCE_H
#define UP_SOURCE_SOURCE_H

#include <stdint.h>

#include <upsert/upsert.h>

/** One field of a row, borrowed until the next row is read. */
typedef struct up_field {
    const char *data; /* NULL: the field is NULL */
    size_t length;    /* bytes */
} up_field;

/** One row, borrowed until the next one is read. */
typedef struct up_source_row {
    const up_field *fields;
    size_t count;
    int64_t number; /* of the row, counted from 1, without the header */
    int64_t line;   /* on which the row begins, counted from 1 */
} up_source_row;

typedef struct up_source up_source;

/** What a kind of source does; up_source is the first member of its struct. */
typedef struct up_source_class {
    /* UPSERT_OK with a row, UPSERT_DONE at the end, or an error. */
    upsert_status (*next)(up_source *source, up_source_row *row,
                          upsert_error *error);
    void (*free)(up_source *source);
} up_source_class;

struct up_source {
    const up_source_class *class;
    const char *name;         /* for messages: the path, or "standard input" */
    const char *const *names; /* of the fields, `count` of them, owned */
    size_t count;
    int64_t bytes_read; /* so far, for progress */
    int64_t bytes_all;  /* in all, or 0 where it is not known */
};

/** Read the next row. @return UPSERT_OK, UPSERT_DONE or an error. */
upsert_status up_source_next(up_source *source, up_source_row *row,
                             upsert_error *error);

/** NULL is legal. */
void up_source_free(up_source *source);

#endif
