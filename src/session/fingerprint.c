#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <sys/random.h>
#include <xxhash.h>

#include "base/error.h"
#include "session/checkpoint.h"
#include "session/run.h"

static void write_hash(XXH128_hash_t value, char hash[UP_HASH_SIZE])
{
    snprintf(hash, UP_HASH_SIZE, "%016" PRIx64 "%016" PRIx64,
             (uint64_t)value.high64, (uint64_t)value.low64);
}

void up_fingerprint_text(const char *text, char hash[UP_HASH_SIZE])
{
    write_hash(XXH3_128bits(text, strlen(text)), hash);
}

upsert_status up_fingerprint_chance(char hash[UP_HASH_SIZE],
                                    upsert_error *error)
{
    XXH128_hash_t value;
    if (getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value)
        return up_error_set(error, UPSERT_FILE,
                            "the system has no random numbers");
    write_hash(value, hash);
    return UPSERT_OK;
}

/* The NUL goes in, too, so that ("a", "bc") is not ("ab", "c"). */
static void add(XXH3_state_t *state, const char *text)
{
    XXH3_128bits_update(state, text, strlen(text) + 1);
}

static bool counts(const up_option *option, up_option_id id)
{
    return id != UP_SOURCE_PATH && (strncmp(option->name, "source.", 7) == 0 ||
                                    strncmp(option->name, "columns.", 8) == 0 ||
                                    strncmp(option->name, "upsert.", 7) == 0);
}

upsert_status up_fingerprint_settings(const up_run *run,
                                      const upsert_options *options,
                                      char hash[UP_HASH_SIZE],
                                      upsert_error *error)
{
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        return up_error_memory(error);
    XXH3_128bits_reset(state);
    for (up_option_id id = 0; id < UP_OPTION_COUNT; id++)
        if (counts(&up_option_table[id], id))
            add(state, up_options_text(options, id));
    add(state, run->plan.facts.schema ? run->plan.facts.schema : "");
    add(state, run->plan.facts.table);
    for (size_t i = 0; i < run->plan.facts.column_count; i++) {
        const upsert_plan_column *column = &run->plan.facts.columns[i];
        add(state, column->name);
        add(state, column->rule == UPSERT_RULE_KEY ? "key" : "");
        add(state, column->type_name);
        add(state, up_table_column(&run->table, column->name)->collation);
    }
    write_hash(XXH3_128bits_digest(state), hash);
    XXH3_freeState(state);
    return UPSERT_OK;
}
