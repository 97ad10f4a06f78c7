#include "job/job_file.h"

#include "base/error.h"
#include "schema/ini_file.h"
#include "schema/options.h"

/* Set what the file says in `options`, or some of it and fail. */
static upsert_status apply(const up_ini_file *file, upsert_options *options,
                           upsert_error *error)
{
    for (size_t i = 0; i < UP_OPTION_COUNT; i++) {
        const up_ini_entry *entry = &file->ini.entries[i];
        upsert_error why = UPSERT_ERROR_INIT;
        if (!entry->value)
            continue;
        upsert_status status = upsert_options_set(
            options, up_option_table[i].name, entry->value, &why);
        if (status != UPSERT_OK)
            return up_ini_file_fault(file, entry->line, &why, error);
    }
    return UPSERT_OK;
}

upsert_status up_job_file_read(const char *path, upsert_options *options,
                               upsert_error *error)
{
    up_ini_file file;
    upsert_options *changed = NULL;
    upsert_status status =
        up_ini_file_read(path, &up_job_options, &file, error);
    if (status == UPSERT_OK)
        status = up_options_copy(options, &changed, error);
    if (status == UPSERT_OK)
        status = apply(&file, changed, error);
    if (status == UPSERT_OK)
        up_options_swap(options, changed);
    upsert_options_free(changed);
    up_ini_file_dispose(&file);
    return status;
}
