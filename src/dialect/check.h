/* Whether a dialect's table is complete. */
#ifndef UP_DIALECT_CHECK_H
#define UP_DIALECT_CHECK_H

#include <upsert/dialect.h>

/** What is wrong with a table. */
typedef struct up_dialect_fault {
    const char *member;  /* at fault; NULL: none is */
    const char *problem; /* such as "is missing" */
    const char *beside;  /* the member that asks for it; NULL: none */
} up_dialect_fault;

/** The first fault, in the order of the members. Nothing is called. */
up_dialect_fault up_dialect_check(const upsert_dialect *dialect);

#endif
