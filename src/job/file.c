#include "job/file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/error.h"
#include "source/input.h"

up_file_facts up_file_look(const char *path)
{
    struct stat facts;
    if (strcmp(path, "-") == 0 || stat(path, &facts) != 0 ||
        !S_ISREG(facts.st_mode))
        return (up_file_facts){.again = false};
    return (up_file_facts){
        .again = true,
        .device = facts.st_dev,
        .number = facts.st_ino,
        .size = facts.st_size,
        .changed = facts.st_mtim,
    };
}

bool up_file_same(const up_file_facts *facts, const char *path)
{
    const up_file_facts now = up_file_look(path);
    return facts->again && now.again && now.device == facts->device &&
           now.number == facts->number && now.size == facts->size &&
           now.changed.tv_sec == facts->changed.tv_sec &&
           now.changed.tv_nsec == facts->changed.tv_nsec;
}

#define PIECE ((size_t)1 << 18)

static upsert_status hash_input(up_input *input, XXH3_state_t *state,
                                char *piece, upsert_error *error)
{
    size_t length;
    upsert_status status;
    while ((status = up_input_read(input, piece, PIECE, &length, error)) ==
               UPSERT_OK &&
           length)
        XXH3_128bits_update(state, piece, length);
    return status;
}

upsert_status up_file_hash(const char *path, char hash[UP_FILE_HASH_SIZE],
                           upsert_error *error)
{
    up_input input;
    XXH3_state_t *state = XXH3_createState();
    char *piece = malloc(PIECE);
    upsert_status status = up_input_open(&input, path, error);
    if (status == UPSERT_OK && (!state || !piece))
        status = up_error_memory(error);
    if (status == UPSERT_OK) {
        XXH3_128bits_reset(state);
        status = hash_input(&input, state, piece, error);
    }
    if (status == UPSERT_OK) {
        XXH128_hash_t value = XXH3_128bits_digest(state);
        snprintf(hash, UP_FILE_HASH_SIZE, "xxh3:%016" PRIx64 "%016" PRIx64,
                 (uint64_t)value.high64, (uint64_t)value.low64);
    }
    up_input_close(&input);
    free(piece);
    XXH3_freeState(state);
    return status;
}
