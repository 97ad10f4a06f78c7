#include "job/job_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sys/stat.h>

#include <iniparser.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "job/strict_ini.h"

#define FILE_MAXIMUM ((size_t)1 << 20)

/* ------------------------------------------------------------------ file */

static upsert_status read_bytes(FILE *file, const char *path, up_buffer *bytes,
                                upsert_error *error)
{
    char block[4096];
    size_t length;
    while ((length = fread(block, 1, sizeof block, file)) > 0)
        up_buffer_append(bytes, block, length);
    if (ferror(file))
        return up_error_set(error, UPSERT_FILE, "%s: %s", path,
                            strerror(errno));
    return bytes->failed ? up_error_memory(error) : UPSERT_OK;
}

/* It is read twice, so it must be a file that can be. */
static upsert_status read_file(const char *path, up_buffer *bytes,
                               upsert_error *error)
{
    struct stat facts;
    if (stat(path, &facts) != 0)
        return up_error_set(error, UPSERT_FILE, "%s: %s", path,
                            strerror(errno));
    if (!S_ISREG(facts.st_mode))
        return up_error_set(error, UPSERT_FILE, "%s: not a regular file", path);
    if (facts.st_size > (off_t)FILE_MAXIMUM)
        return up_error_set(error, UPSERT_FILE, "%s: longer than %zu bytes",
                            path, FILE_MAXIMUM);
    FILE *file = fopen(path, "rb");
    if (!file)
        return up_error_set(error, UPSERT_FILE, "%s: %s", path,
                            strerror(errno));
    upsert_status status = read_bytes(file, path, bytes, error);
    fclose(file);
    return status;
}

/* ------------------------------------------------------------- iniparser */

__attribute__((format(printf, 1, 2))) static int keep_silent(const char *format,
                                                             ...)
{
    (void)format;
    return 0;
}

static dictionary *load(const char *path)
{
    iniparser_set_error_callback(keep_silent);
    dictionary *ini = iniparser_load(path);
    iniparser_set_error_callback(NULL);
    return ini;
}

/* What iniparser read for an option; NULL when there is nothing. */
static const char *value_of(const dictionary *ini, const up_option *option)
{
    char key[128];
    snprintf(key, sizeof key, "%.*s:%s", (int)up_option_section_length(option),
             option->name, up_option_key(option));
    return iniparser_getstring(ini, key, NULL);
}

static upsert_status set_one(const dictionary *ini, const up_option *option,
                             const up_ini_entry *entry, upsert_options *options,
                             upsert_error *error)
{
    const char *value = value_of(ini, option);
    if (!value || strcmp(value, entry->value) != 0)
        return up_error_set(error, UPSERT_OPTION,
                            "the value of %s cannot be read as written; put "
                            "it in double quotes",
                            option->name);
    return upsert_options_set(options, option->name, value, error);
}

static upsert_status set_all(const char *path, up_strict_ini *strict,
                             upsert_options *options, upsert_error *error)
{
    dictionary *ini = load(path);
    if (!ini)
        return up_error_set(error, UPSERT_FILE, "it cannot be read");
    upsert_status status = UPSERT_OK;
    for (int id = 0; id < UP_OPTION_COUNT && status == UPSERT_OK; id++) {
        if (!strict->entries[id].value)
            continue;
        strict->line = strict->entries[id].line;
        status = set_one(ini, &up_option_table[id], &strict->entries[id],
                         options, error);
    }
    iniparser_freedict(ini);
    return status;
}

/* ------------------------------------------------------------------- job */

/* Set what the file says in `options`, or some of it and fail. */
static upsert_status apply(const char *path, const up_buffer *bytes,
                           upsert_options *options, upsert_error *error)
{
    up_strict_ini strict;
    upsert_error why = UPSERT_ERROR_INIT;
    upsert_status status = up_strict_ini_check(bytes->length ? bytes->data : "",
                                               bytes->length, &strict, &why);
    if (status == UPSERT_OK)
        status = set_all(path, &strict, options, &why);
    if (status == UPSERT_OPTION)
        up_error_set(error, status, "%s:%zu: %s", path, strict.line,
                     why.message);
    else if (status != UPSERT_OK)
        up_error_set(error, status, "%s: %s", path, why.message);
    up_strict_ini_dispose(&strict);
    return status;
}

upsert_status up_job_file_read(const char *path, upsert_options *options,
                               upsert_error *error)
{
    up_buffer bytes = {.maximum = FILE_MAXIMUM};
    upsert_options *changed = NULL;
    upsert_status status = read_file(path, &bytes, error);
    if (status == UPSERT_OK)
        status = up_options_copy(options, &changed, error);
    if (status == UPSERT_OK)
        status = apply(path, &bytes, changed, error);
    if (status == UPSERT_OK)
        up_options_swap(options, changed);
    upsert_options_free(changed);
    up_buffer_dispose(&bytes);
    return status;
}
