/* The keys of a dialect file: what each does with its value. */
#ifndef UP_DIALECT_PROFILE_VALUES_H
#define UP_DIALECT_PROFILE_VALUES_H

#include "dialect/profile_file.h"
#include "dialect/profile_keys.h"
#include "schema/ini_file.h"

enum { UP_CONNECT_MAXIMUM = 6 };

struct up_profile_file {
    upsert_dialect dialect;
    upsert_merge merge;
    const char *connect[UP_CONNECT_MAXIMUM + 1];
    size_t connect_count;
    upsert_error_code *codes; /* owned; those of the file first */
    size_t code_count, code_capacity;
    upsert_type_name *types; /* owned; those of the file first */
    size_t type_count, type_capacity;
    char **texts; /* owned: what all of these point to */
    size_t text_count, text_capacity;
};

/** A file being read. */
typedef struct up_profile_reading {
    up_profile_file *profile;
    const up_ini_file *file;
    const upsert_dialect *base; /* NULL: none */
    up_profile_key key;         /* the one that is being set */
    upsert_error *error;        /* without file and line */
} up_profile_reading;

const up_option *up_profile_option(up_profile_key key);

/** What the file says of a key. */
const up_ini_entry *up_profile_entry(const up_profile_reading *r,
                                     up_profile_key key);

/** The three texts as one that lives as long as the profile; NULL: no
    memory. */
const char *up_profile_keep(up_profile_file *profile, const char *before,
                            const char *between, const char *text);

/**
 * Put a value where it belongs.
 * @param where  an offset in up_profile_file, or what the key stands for.
 * @return UPSERT_OK; UPSERT_OPTION; UPSERT_MEMORY.
 */
typedef upsert_status up_profile_set_call(up_profile_reading *r, size_t where,
                                          const char *value);

/* profile_values.c */

up_profile_set_call up_profile_pass_over;     /* it was read before */
up_profile_set_call up_profile_set_text;      /* NULL when it is empty */
up_profile_set_call up_profile_continue_text; /* of the key before */
up_profile_set_call up_profile_set_clause;    /* with a blank before it */
up_profile_set_call up_profile_set_mark;      /* as it is */
up_profile_set_call up_profile_set_quote;
up_profile_set_call up_profile_set_choice; /* an enum of the choices' order */
up_profile_set_call up_profile_set_differs;
up_profile_set_call up_profile_set_boolean;
up_profile_set_call up_profile_set_size;
up_profile_set_call up_profile_set_number; /* an unsigned */
up_profile_set_call up_profile_add_connect;

/* profile_lists.c */

up_profile_set_call up_profile_add_codes; /* `where` is an upsert_status */
up_profile_set_call up_profile_add_types; /* `where` is an upsert_type */

/** Put one behind all others. */
upsert_status up_profile_push_code(up_profile_reading *r,
                                   upsert_error_code code);
upsert_status up_profile_push_type(up_profile_reading *r,
                                   upsert_type_name type);

#endif
