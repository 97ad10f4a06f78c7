/* Plans with names out of the input. */
#ifndef UPSERT_TESTS_FUZZ_PLAN_H
#define UPSERT_TESTS_FUZZ_PLAN_H

#include <upsert/dialect.h>

enum { PLAN_COLUMNS = 3 };

/** A table with a key and two columns, named by the input. */
typedef struct fuzz_plan {
    char *names[PLAN_COLUMNS + 1]; /* owned; the last is the table's */
    upsert_plan_column columns[PLAN_COLUMNS];
    upsert_server server;
    upsert_plan plan;
} fuzz_plan;

/**
 * Make a plan out of "how name\0name\0name\0name".
 * @return false, with nothing to free, when two names are alike or one is
 *         empty.
 */
bool fuzz_plan_make(fuzz_plan *p, const uint8_t *data, size_t size);
void fuzz_plan_dispose(fuzz_plan *p);

/** Render a statement for some rows, and look at it: what stands outside of
    quotes has as many markers as were counted. */
void fuzz_plan_render(fuzz_plan *p, const upsert_dialect *dialect, size_t rows,
                      upsert_sql *sql, const char **text);

#endif
