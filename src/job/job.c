#include "job/job.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include "base/error.h"
#include "schema/names.h"
#include "source/csv.h"

static upsert_status open_source(const upsert_options *options,
                                 up_source **source, upsert_error *error)
{
    upsert_status status = up_options_require(options, UP_SOURCE_PATH, error);
    if (status != UPSERT_OK)
        return status;
    up_csv_format format = {
        .path = up_options_text(options, UP_SOURCE_PATH),
        .delimiter = (char)up_options_number(options, UP_SOURCE_DELIMITER),
        .header = up_options_number(options, UP_SOURCE_HEADER) != 0,
        .null_text = up_options_text(options, UP_SOURCE_NULL),
    };
    return up_csv_open(&format, source, error);
}

static upsert_status find_field(const up_source *source, const char *name,
                                size_t *field, upsert_error *error)
{
    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->names[i], name) == 0) {
            *field = i;
            return UPSERT_OK;
        }
    return up_error_set(error, UPSERT_OPTION,
                        "columns.map: %s has no column named '%s'",
                        source->name, name);
}

/* Which field goes into which column: the map, or all under their names. */
static upsert_status map_columns(up_job *job, const up_name_map *map,
                                 const char ***columns, upsert_error *error)
{
    job->count = map->targets.count ? map->targets.count : job->source->count;
    job->fields = calloc(job->count + 1, sizeof *job->fields);
    *columns = calloc(job->count + 1, sizeof **columns);
    if (!job->fields || !*columns)
        return up_error_memory(error);
    if (job->count == 0)
        return up_error_set(error, UPSERT_ROW, "%s: it has no columns",
                            job->source->name);
    for (size_t i = 0; i < job->count; i++) {
        if (!map->targets.count) {
            job->fields[i] = i;
            (*columns)[i] = job->source->names[i];
            continue;
        }
        (*columns)[i] = map->targets.items[i];
        upsert_status status = find_field(job->source, map->sources.items[i],
                                          &job->fields[i], error);
        if (status != UPSERT_OK)
            return status;
    }
    return UPSERT_OK;
}

upsert_status up_job_open(const upsert_options *options, up_job *job,
                          upsert_error *error)
{
    *job = (up_job){.options = options};
    upsert_status status = open_source(options, &job->source, error);
    if (status != UPSERT_OK)
        return status;
    up_name_map map = {0};
    const char **columns = NULL;
    status = up_name_map_parse(up_options_text(options, UP_COLUMNS_MAP), &map,
                               error);
    if (status == UPSERT_OK)
        status = map_columns(job, &map, &columns, error);
    upsert_target target = {0};
    if (status == UPSERT_OK)
        status = upsert_session_new(&target, options, columns, job->count,
                                    &job->session, error);
    free(columns);
    up_name_map_dispose(&map);
    return status;
}

/* A pipe, say, would wait for more. */
static bool can_be_read_again(const char *path)
{
    struct stat facts;
    return strcmp(path, "-") != 0 && stat(path, &facts) == 0 &&
           S_ISREG(facts.st_mode);
}

/* The line of a row that was read earlier: read the source once more. 0 where
   that cannot be done. */
static int64_t line_of_row(const up_job *job, int64_t number)
{
    up_source *source = NULL;
    up_source_row row;
    int64_t line = 0;
    if (!can_be_read_again(up_options_text(job->options, UP_SOURCE_PATH)) ||
        open_source(job->options, &source, NULL) != UPSERT_OK)
        return 0;
    while (up_source_next(source, &row, NULL) == UPSERT_OK)
        if (row.number == number) {
            line = row.line;
            break;
        }
    up_source_free(source);
    return line;
}

/* The session knows the row, the source the file and the line. */
static void locate(const up_job *job, const up_source_row *now,
                   upsert_error *error)
{
    if (error->row == 0)
        return;
    int64_t line =
        error->row == now->number ? now->line : line_of_row(job, error->row);
    if (line)
        up_error_prefix(error, "%s:%" PRId64, job->source->name, line);
    else
        up_error_prefix(error, "%s", job->source->name);
}

static upsert_status put_row(up_job *job, const up_source_row *row,
                             upsert_error *error)
{
    for (size_t i = 0; i < job->count; i++) {
        const up_field *field = &row->fields[job->fields[i]];
        upsert_status status =
            field->data ? upsert_row_text(job->session, i, field->data,
                                          field->length, error)
                        : upsert_row_null(job->session, i, error);
        if (status != UPSERT_OK)
            return status;
    }
    return upsert_row_put(job->session, error);
}

static upsert_status put_rows(up_job *job, up_source_row *row,
                              up_progress_call *progress, void *context,
                              upsert_error *error)
{
    for (;;) {
        upsert_status status = up_source_next(job->source, row, error);
        if (status == UPSERT_DONE)
            status = upsert_session_commit(job->session, error);
        else if (status != UPSERT_OK)
            return status; /* the source has named file and line itself */
        else if ((status = put_row(job, row, error)) == UPSERT_OK) {
            if (progress)
                progress(context,
                         &(up_progress){row->number, job->source->bytes_read,
                                        job->source->bytes_all});
            continue;
        }
        if (status != UPSERT_OK)
            locate(job, row, error);
        return status;
    }
}

upsert_status up_job_run(up_job *job, up_progress_call *progress, void *context,
                         upsert_error *error)
{
    up_source_row row = {0};
    return put_rows(job, &row, progress, context, error);
}

void up_job_dispose(up_job *job)
{
    upsert_session_free(job->session);
    up_source_free(job->source);
    free(job->fields);
    *job = (up_job){0};
}
