/* From the names of types to their classes. */
#ifndef UP_DIALECT_TYPES_H
#define UP_DIALECT_TYPES_H

#include <stdbool.h>

#include <upsert/dialect.h>

/** The class of a type name that the dialect's columns_query returned. */
upsert_type up_type_of(const upsert_dialect *dialect, const char *type_name);

/** Whether a type's name begins with some whole words, whatever their case. */
bool up_type_begins(const char *type_name, const char *words);

#endif
