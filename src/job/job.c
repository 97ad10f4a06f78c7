#include "job/job.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "source/csv.h"
#include "source/jsonl.h"

/* In the order of the choices of run.on_bad_row. */
enum { ON_BAD_ROW_STOP, ON_BAD_ROW_REJECT };

static bool rejects_rows(const upsert_options *options)
{
    return up_options_number(options, UP_RUN_ON_BAD_ROW) == ON_BAD_ROW_REJECT;
}

static upsert_status open_csv(const upsert_options *options, up_source **source,
                              upsert_error *error)
{
    up_csv_format format = {
        .path = up_options_text(options, UP_SOURCE_PATH),
        .delimiter = (char)up_options_number(options, UP_SOURCE_DELIMITER),
        .header = up_options_number(options, UP_SOURCE_HEADER) != 0,
        .null_text = up_options_text(options, UP_SOURCE_NULL),
        .keeps_raw = rejects_rows(options),
    };
    return up_csv_open(&format, source, error);
}

/* What says how a CSV file is written would be passed over. */
static upsert_status refuse_csv_options(const upsert_options *options,
                                        upsert_error *error)
{
    static const up_option_id IDS[] = {UP_SOURCE_DELIMITER, UP_SOURCE_HEADER,
                                       UP_SOURCE_NULL};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
        if (up_options_given(options, IDS[i]))
            return up_error_set(error, UPSERT_OPTION,
                                "%s does not go with source.type = jsonl",
                                up_option_table[IDS[i]].name);
    return UPSERT_OK;
}

static upsert_status open_jsonl(const upsert_options *options,
                                up_source **source, upsert_error *error)
{
    upsert_status status = refuse_csv_options(options, error);
    if (status != UPSERT_OK)
        return status;
    up_jsonl_format format = {
        .path = up_options_text(options, UP_SOURCE_PATH),
    };
    return up_jsonl_open(&format, source, error);
}

/* In the order of the choices of source.type. */
enum { TYPE_CSV, TYPE_JSONL };

static upsert_status open_source(const upsert_options *options,
                                 up_source **source, upsert_error *error)
{
    upsert_status status = up_options_require(options, UP_SOURCE_PATH, error);
    if (status != UPSERT_OK)
        return status;
    return up_options_number(options, UP_SOURCE_TYPE) == TYPE_JSONL
               ? open_jsonl(options, source, error)
               : open_csv(options, source, error);
}

/* The input that a checkpoint speaks of is what the file holds. */
static upsert_status name_input(up_job *job, upsert_error *error)
{
    char hash[UP_FILE_HASH_SIZE];
    const char *path = up_options_text(job->options, UP_SOURCE_PATH);
    if (!up_options_number(job->options, UP_RUN_CHECKPOINT) ||
        up_options_given(job->options, UP_RUN_INPUT))
        return UPSERT_OK;
    if (!job->file.again)
        return up_error_set(error, UPSERT_OPTION,
                            "run.checkpoint: %s cannot be read twice to tell "
                            "whether it has changed: say in run.input what "
                            "tells it from others",
                            job->source->name);
    upsert_status status = up_file_hash(path, hash, error);
    return status == UPSERT_OK
               ? upsert_options_set(job->options, "run.input", hash, error)
               : status;
}

static upsert_status open_mapping(up_job *job, upsert_error *error)
{
    return up_mapping_open(job->options, job->source, job->delete_when.field,
                           &job->mapping, &job->session, error);
}

upsert_status up_job_open(const upsert_options *options, up_job *job,
                          upsert_error *error)
{
    *job = (up_job){.rejects_rows = rejects_rows(options)};
    upsert_status status = up_options_copy(options, &job->options, error);
    if (status == UPSERT_OK)
        status = up_delete_when_parse(
            up_options_text(options, UP_UPSERT_DELETE_WHEN), &job->delete_when,
            error);
    job->file = up_file_look(up_options_text(options, UP_SOURCE_PATH));
    if (status == UPSERT_OK)
        status = open_source(options, &job->source, error);
    if (status == UPSERT_OK)
        status = name_input(job, error);
    return status == UPSERT_OK ? open_mapping(job, error) : status;
}

static bool can_be_read_again(const up_job *job)
{
    return up_file_same(&job->file,
                        up_options_text(job->options, UP_SOURCE_PATH));
}

/* The line of a row that was read earlier: read the source once more. 0 where
   that cannot be done. */
static int64_t line_of_row(const up_job *job, int64_t number)
{
    up_source *source = NULL;
    up_source_row row;
    int64_t line = 0;
    if (!can_be_read_again(job) ||
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

static upsert_status put_cell(upsert_session *session, size_t column,
                              const up_field *field, upsert_error *error)
{
    switch (field->kind) {
    case UP_FIELD_TEXT:
        return upsert_row_text(session, column, field->data, field->length,
                               error);
    case UP_FIELD_NULL:
        return upsert_row_null(session, column, error);
    case UP_FIELD_FALSE:
    case UP_FIELD_TRUE:
        return upsert_row_boolean(session, column, field->kind == UP_FIELD_TRUE,
                                  error);
    case UP_FIELD_ABSENT:
        break;
    }
    return upsert_row_skip(session, column, error);
}

static bool deletes(const up_job *job, const up_source_row *row)
{
    size_t field = job->mapping.delete_field;
    return field != UP_MAPPING_NONE &&
           up_delete_when_holds(&job->delete_when, &row->fields[field]);
}

static upsert_status put_row(up_job *job, const up_source_row *row,
                             upsert_error *error)
{
    static const up_field ABSENT = {UP_FIELD_ABSENT, NULL, 0};
    upsert_status status =
        job->rejects_rows
            ? up_rejects_file_attach(&job->rejects, job->session, row, error)
            : UPSERT_OK;
    for (size_t i = 0; i < job->mapping.count && status == UPSERT_OK; i++) {
        size_t field = job->mapping.fields[i];
        status = put_cell(
            job->session, i,
            field == UP_MAPPING_NONE ? &ABSENT : &row->fields[field], error);
    }
    if (status == UPSERT_OK && deletes(job, row))
        status = upsert_row_delete(job->session, error);
    return status == UPSERT_OK ? upsert_row_put(job->session, error) : status;
}

/* Put the row, or reject it where it is refused at once. */
static upsert_status take_row(up_job *job, const up_source_row *row,
                              upsert_error *error)
{
    upsert_error reason = UPSERT_ERROR_INIT;
    upsert_status status = put_row(job, row, &reason);
    if (status == UPSERT_ROW && job->rejects_rows)
        return upsert_row_reject(job->session, &reason, error);
    return status == UPSERT_OK ? status : up_error_pass(error, &reason);
}

/* A row that is refused at once may have one before it that only the database
   refuses: of two errors the first one counts. */
static upsert_status first_refusal(up_job *job, upsert_status refused,
                                   upsert_error *error)
{
    upsert_error earlier = UPSERT_ERROR_INIT;
    if (refused != UPSERT_ROW ||
        upsert_session_flush(job->session, &earlier) == UPSERT_OK ||
        earlier.row == 0)
        return refused;
    *error = earlier;
    return earlier.status;
}

static upsert_status put_rows(up_job *job, up_source_row *row,
                              up_progress_call *progress, void *context,
                              upsert_error *error)
{
    for (;;) {
        upsert_status status = up_source_next(job->source, row, error);
        if (status == UPSERT_DONE)
            status = upsert_session_finish(job->session, error);
        else if (status != UPSERT_OK)
            return status; /* the source has named file and line itself */
        else if ((status = take_row(job, row, error)) == UPSERT_OK) {
            if (progress)
                progress(context,
                         &(up_progress){row->number, job->source->bytes_read,
                                        job->source->bytes_all});
            continue;
        }
        status = first_refusal(job, status, error);
        if (status != UPSERT_OK)
            locate(job, row, error);
        return status;
    }
}

/* @return whether the rows come from the first on again. */
static bool rewind_job(up_job *job)
{
    if (!can_be_read_again(job) ||
        upsert_session_rewind(job->session, NULL) != UPSERT_OK)
        return false;
    up_source_free(job->source);
    job->source = NULL;
    if (open_source(job->options, &job->source, NULL) != UPSERT_OK)
        return false;
    job->rejects.source = job->source;
    return open_mapping(job, NULL) == UPSERT_OK;
}

static upsert_status open_rejects(up_job *job, upsert_error *error)
{
    const upsert_options *options = job->options;
    if (!job->rejects_rows)
        return UPSERT_OK;
    bool csv = up_options_number(options, UP_SOURCE_TYPE) != TYPE_JSONL;
    char delimiter =
        csv ? (char)up_options_number(options, UP_SOURCE_DELIMITER) : '\0';
    upsert_status status = up_rejects_file_open(
        &job->rejects, up_options_text(options, UP_RUN_REJECTS), job->source,
        delimiter, up_options_number(options, UP_SOURCE_HEADER) != 0, error);
    if (status != UPSERT_OK)
        return status;
    const upsert_reject_listener listener =
        up_rejects_file_listener(&job->rejects);
    return upsert_session_on_reject(job->session, &listener, error);
}

upsert_status up_job_run(up_job *job, up_progress_call *progress, void *context,
                         upsert_error *error)
{
    const char *before = upsert_session_fact(job->session, "checkpoint");
    if (before && strcmp(before, "finished") == 0)
        return UPSERT_OK;
    upsert_status status = open_rejects(job, error);
    if (status != UPSERT_OK)
        return status;
    for (;;) {
        up_source_row row = {0};
        status = put_rows(job, &row, progress, context, error);
        if (status == UPSERT_OK || !rewind_job(job))
            return status;
        upsert_error_clear(error);
    }
}

void up_job_cancel(up_job *job)
{
    /* One that can be read again may just be replaced, and keeps nobody
       waiting. */
    if (!can_be_read_again(job))
        up_source_cancel(job->source);
    upsert_session_cancel(job->session);
}

void up_job_dispose(up_job *job)
{
    upsert_session_free(job->session);
    up_rejects_file_close(&job->rejects);
    up_source_free(job->source);
    up_mapping_dispose(&job->mapping);
    up_delete_when_dispose(&job->delete_when);
    upsert_options_free(job->options);
    *job = (up_job){0};
}
