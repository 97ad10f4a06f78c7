/* Where rows come from: one reader, whatever the format behind it. */
#ifndef UP_SOURCE_SOURCE_H
#define UP_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <upsert/upsert.h>

/** What a field of a row is. */
typedef enum up_field_kind {
    UP_FIELD_ABSENT, /* the row does not have it */
    UP_FIELD_NULL,
    UP_FIELD_TEXT, /* a number, too, stands as it is written */
    UP_FIELD_FALSE,
    UP_FIELD_TRUE
} up_field_kind;

/** One field of a row, borrowed until the next row is read. */
typedef struct up_field {
    up_field_kind kind;
    const char *data; /* of a text or a truth value; NULL in the others */
    size_t length;    /* bytes */
} up_field;

/** One row, borrowed until the next one is read. */
typedef struct up_source_row {
    const up_field *fields; /* in the order of the source's names */
    size_t count;
    int64_t number; /* of the row, counted from 1, without the header */
    int64_t line;   /* on which the row begins, counted from 1 */
    /* The row as it came, without its line end; NULL where the source does not
       keep it. */
    const char *raw;
    size_t raw_length;
} up_source_row;

/** The fields that are wanted of a source whose rows name their own. */
typedef struct up_expected {
    const char *const *names; /* no two alike */
    size_t count;
    bool any_case; /* where no field is spelt exactly so, the one that differs
                      in ASCII case stands for it */
    const char *why_no_other; /* what is said to refuse a field of another
                                 name, unless it says why a row was rejected;
                                 NULL: such a field is passed over */
} up_expected;

typedef struct up_source up_source;

/** What a kind of source does; up_source is the first member of its struct. */
typedef struct up_source_class {
    /* UPSERT_OK with a row, UPSERT_DONE at the end, or an error. */
    upsert_status (*next)(up_source *source, up_source_row *row,
                          upsert_error *error);
    void (*free)(up_source *source);
    void (*cancel)(up_source *source); /* from another thread */
    /* NULL where the file says for all rows which fields there are. */
    upsert_status (*expect)(up_source *source, const up_expected *expected,
                            upsert_error *error);
} up_source_class;

struct up_source {
    const up_source_class *class;
    const char *name;         /* for messages: the path, or "standard input" */
    const char *const *names; /* of the fields, `count` of them, owned */
    size_t count;
    int64_t bytes_read; /* so far, for progress */
    int64_t bytes_all;  /* in all, or 0 where it is not known */
};

/** Whether each row names its own fields: then the source has the fields that
    up_source_expect() names, and none before. */
bool up_source_varies(const up_source *source);

/**
 * Say which fields are wanted of a source that varies, before the first row.
 * @param expected  copied.
 */
upsert_status up_source_expect(up_source *source, const up_expected *expected,
                               upsert_error *error);

/** Read the next row. @return UPSERT_OK, UPSERT_DONE or an error. */
upsert_status up_source_next(up_source *source, up_source_row *row,
                             upsert_error *error);

/** End the wait for more of the source's rows, now and from now on: the reading
    fails with UPSERT_CANCELLED. Thread-safe. */
void up_source_cancel(up_source *source);

/** NULL is legal. */
void up_source_free(up_source *source);

/** Say in an error which field is at fault; a name that is too long is cut
    between two characters. */
void up_source_name_field(upsert_error *error, const char *name, size_t length);

#endif
