#include "schema/ini_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <pthread.h>
#include <sys/stat.h>

#include <iniparser.h>

#include "base/buffer.h"
#include "base/error.h"

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

/* Whom iniparser tells its errors is one setting for the whole process. */
static dictionary *load(const char *path)
{
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    iniparser_set_error_callback(keep_silent);
    dictionary *ini = iniparser_load(path);
    iniparser_set_error_callback(NULL);
    pthread_mutex_unlock(&mutex);
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

/* Both readers must have read the same. */
static upsert_status compare(const dictionary *ini, up_strict_ini *strict,
                             upsert_error *error)
{
    for (size_t i = 0; i < strict->set->count; i++) {
        const up_option *option = &strict->set->options[i];
        const up_ini_entry *entry = &strict->entries[i];
        if (!entry->value)
            continue;
        const char *value = value_of(ini, option);
        strict->line = entry->line;
        if (!value || strcmp(value, entry->value) != 0)
            return up_error_set(error, UPSERT_OPTION,
                                "the value of %s cannot be read as written; "
                                "put it in double quotes",
                                option->name);
    }
    return UPSERT_OK;
}

static upsert_status read_again(const char *path, up_strict_ini *strict,
                                upsert_error *error)
{
    dictionary *ini = load(path);
    if (!ini)
        return up_error_set(error, UPSERT_FILE, "it cannot be read");
    upsert_status status = compare(ini, strict, error);
    iniparser_freedict(ini);
    return status;
}

/* --------------------------------------------------------------- reading */

upsert_status up_ini_file_fault(const up_ini_file *file, size_t line,
                                const upsert_error *why, upsert_error *error)
{
    if (why->status == UPSERT_OPTION)
        return up_error_set(error, why->status, "%s:%zu: %s", file->path, line,
                            why->message);
    return up_error_set(error, why->status, "%s: %s", file->path, why->message);
}

upsert_status up_ini_file_read(const char *path, const up_option_set *set,
                               up_ini_file *file, upsert_error *error)
{
    *file = (up_ini_file){.path = path};
    up_buffer bytes = {.maximum = FILE_MAXIMUM};
    upsert_error why = UPSERT_ERROR_INIT;
    upsert_status status = read_file(path, &bytes, error);
    if (status == UPSERT_OK) {
        status = up_strict_ini_check(bytes.length ? bytes.data : "",
                                     bytes.length, set, &file->ini, &why);
        if (status == UPSERT_OK)
            status = read_again(path, &file->ini, &why);
        if (status != UPSERT_OK)
            up_ini_file_fault(file, file->ini.line, &why, error);
    }
    up_buffer_dispose(&bytes);
    return status;
}

void up_ini_file_dispose(up_ini_file *file)
{
    up_strict_ini_dispose(&file->ini);
}
