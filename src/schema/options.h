/* Typed settings: one table of options, and one set of values. */
#ifndef UP_SCHEMA_OPTIONS_H
#define UP_SCHEMA_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <upsert/upsert.h>

/** Every option there is, in the order of docs/options.md. */
typedef enum up_option_id {
    UP_SOURCE_TYPE,
    UP_SOURCE_PATH,
    UP_SOURCE_DELIMITER,
    UP_SOURCE_HEADER,
    UP_SOURCE_NULL,
    UP_TARGET_CONNECTION,
    UP_TARGET_CONNECTION_2,
    UP_TARGET_CONNECTION_3,
    UP_TARGET_CONNECTION_4,
    UP_TARGET_CONNECTION_5,
    UP_TARGET_CONNECTION_6,
    UP_TARGET_CONNECTION_7,
    UP_TARGET_CONNECTION_8,
    UP_TARGET_CONNECTION_9,
    UP_TARGET_DIALECT,
    UP_TARGET_DIALECT_FILE,
    UP_TARGET_DIALECT_PLUGIN,
    UP_TARGET_TABLE,
    UP_TARGET_LOCK_HINT,
    UP_COLUMNS_MAP,
    UP_UPSERT_MODE,
    UP_UPSERT_KEY,
    UP_UPSERT_UPDATE,
    UP_UPSERT_ONLY_NEWER,
    UP_UPSERT_ONLY_CHANGED,
    UP_UPSERT_WHERE,
    UP_UPSERT_DUPLICATES,
    UP_UPSERT_NULL_KEYS,
    UP_UPSERT_DELETE_WHEN,
    UP_UPSERT_OTHER_UNIQUE,
    UP_RUN_TRANSPORT,
    UP_RUN_BATCH_ROWS,
    UP_RUN_COMMIT,
    UP_RUN_WORKERS,
    UP_RUN_SHARD,
    UP_RUN_CHECKPOINT,
    UP_RUN_JOB,
    UP_RUN_INPUT,
    UP_RUN_RESTART,
    UP_RUN_ON_BAD_ROW,
    UP_RUN_REJECTS,
    UP_RUN_MAX_REJECTS,
    UP_RUN_MEMORY,
    UP_OPTION_COUNT
} up_option_id;

typedef enum up_option_type {
    UP_OPTION_TEXT,      /* any text */
    UP_OPTION_CHARACTER, /* one ASCII character; "\t" and "tab" are a tab */
    UP_OPTION_CHOICE,    /* one of `choices` */
    UP_OPTION_BOOLEAN,   /* yes | no, true | false, on | off, 1 | 0 */
    UP_OPTION_INTEGER,   /* min..max, or `keyword`, which reads as 0 */
    UP_OPTION_SHARE,     /* i/n, a part of n equal ones; reads as n << 32 | i */
    UP_OPTION_SIZE,      /* bytes min..max, with K, M or G behind (binary) */
    UP_OPTION_NAMES,     /* names with commas between, or `keyword` */
    UP_OPTION_RULES,     /* name or name:rule, with commas between */
    UP_OPTION_MAP        /* target=source pairs with commas between */
} up_option_type;

/** What an option is. */
typedef struct up_option {
    const char *name; /* section.key */
    up_option_type type;
    const char *initial; /* the default, as text; NULL: must be given */
    const char *choices; /* of a CHOICE: "a|b|c", in the order of its enum */
    const char *keyword; /* of an INTEGER or NAMES; NULL: none */
    int64_t minimum, maximum;
    const char *since; /* version */
    const char *text;  /* Markdown, one paragraph, for docs/options.md */
} up_option;

/** UP_OPTION_COUNT options, by id. */
extern const up_option up_option_table[];

/** The options that one kind of ini file knows. */
typedef struct up_option_set {
    const up_option *options; /* those of a section stand together */
    size_t count;
    const char *file; /* the kind of file: "a job file" */
} up_option_set;

/** The options of a run: up_option_table. */
extern const up_option_set up_job_options;

/** The option of a name, or NULL. Case does not matter. */
const up_option *up_option_find(const up_option_set *set, const char *name);

/** The known name nearest to `name` in edit distance, among names that begin
    with `prefix` ("" for all), or the one that differs in its section alone;
    NULL when none is near. */
const char *up_option_nearest(const up_option_set *set, const char *name,
                              const char *prefix);

/** The length of the section in an option's name. */
size_t up_option_section_length(const up_option *option);

/** The key in an option's name. */
const char *up_option_key(const up_option *option);

/** The first option of a section, or NULL. Case does not matter. */
const up_option *up_section_find(const up_option_set *set, const char *name);

/** The first option of the section nearest to `name`; NULL when none is
    near. */
const up_option *up_section_nearest(const up_option_set *set, const char *name);

/** Append what an option takes, such as "one of a, b" or "yes or no". */
struct up_buffer;
void up_option_allowed(const up_option *option, struct up_buffer *text);

/**
 * Read a value as the option takes it.
 * @param[out] number  as up_options_number() returns it; 0 for a text.
 * @return UPSERT_OK; UPSERT_OPTION, naming the option; UPSERT_MEMORY.
 */
upsert_status up_option_parse(const up_option *option, const char *value,
                              int64_t *number, upsert_error *error);

/** The longest value, in bytes. */
#define UP_OPTION_VALUE_MAXIMUM 65536

/** Make a copy. @param[out] copy  owned by the caller. */
upsert_status up_options_copy(const upsert_options *options,
                              upsert_options **copy, upsert_error *error);

/** Exchange the values of two sets. */
void up_options_swap(upsert_options *a, upsert_options *b);

/** @return UPSERT_OK; UPSERT_OPTION when an option without a default was not
    set. */
upsert_status up_options_require(const upsert_options *options, up_option_id id,
                                 upsert_error *error);

/** Whether an option was set, and not left at its default or set to "". */
bool up_options_given(const upsert_options *options, up_option_id id);

/** The text of an option, borrowed until it is set again; its default where it
    was not set, and "" where it has none. A choice or a keyword reads as the
    table spells it. */
const char *up_options_text(const upsert_options *options, up_option_id id);

/** The value of an INTEGER, SHARE or SIZE, of a CHOICE (its index), of a
   BOOLEAN (0 or 1), of a CHARACTER (its code). */
int64_t up_options_number(const upsert_options *options, up_option_id id);

/** Append what a set's options are, in Markdown, a heading a section. */
void up_option_set_document(const up_option_set *set, struct up_buffer *text);

/** Append docs/options.md, whole. @return false when memory was short. */
bool up_options_document(struct up_buffer *text);

#endif
