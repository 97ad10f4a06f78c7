/* SQL of the user's own: column rules and conditions. */
#ifndef UP_DIALECT_EXPRESSION_H
#define UP_DIALECT_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include <upsert/dialect.h>

/**
 * old.name or new.name in an expression. The name may stand in "..", `..` or
 * [..]; what is a reference must stand outside of texts and quoted names, and
 * behind no letter, digit or dot.
 */
typedef struct up_reference {
    bool incoming;     /* new. and not old. */
    const char *begin; /* the whole of it, from "old" or "new" on .. */
    const char *end;   /* .. to behind the name and its quotes */
    const char *name;  /* as it is written, without its quotes */
    size_t length;     /* of the name, in bytes */
    char quote;        /* closes the name, and is doubled in it; 0: none */
} up_reference;

/**
 * The next reference of an expression without a fault.
 * @param[in,out] cursor  where to look from; behind the reference afterwards.
 * @return false when there are no more.
 */
bool up_expression_next(const char **cursor, up_reference *reference);

/**
 * What is wrong with an expression, whatever it names.
 * @return a sentence's end for a message, such as "has a text without its
 *         closing quote", static; NULL when nothing is.
 */
const char *up_expression_fault(const char *expression);

/** Whether a reference is written exactly as a column's name. */
bool up_reference_is(const up_reference *reference, const char *name);

/** Whether it is a column's name but for the case of ASCII letters, which only
    matters to a name in quotes. */
bool up_reference_is_like(const up_reference *reference, const char *name);

/** The column of the plan that a reference names: exactly, or else but for
   case.
    @return `column_count` when there is none. */
size_t up_reference_column(const up_reference *reference,
                           const upsert_plan *plan);

#endif
