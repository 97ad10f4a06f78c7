#include "session/reject_list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* ---------------------------------------------------------------- the list */

upsert_status up_reject_list_add(up_reject_list *list,
                                 const upsert_error *reason, up_cell attachment,
                                 upsert_error *error)
{
    if (!up_array_reserve(&list->items, &list->capacity, list->count,
                          sizeof *list->items))
        return up_error_memory(error);
    up_reject *reject = &list->items[list->count];
    *reject = (up_reject){
        .row = reason->row,
        .status = reason->status,
        .native = reason->native,
        .start = list->bytes.length,
        .column_length = strlen(reason->column),
        .message_length = strlen(reason->message),
        .attachment_length = attachment.length,
    };
    memcpy(reject->sqlstate, reason->sqlstate, sizeof reject->sqlstate);
    up_buffer_append(&list->bytes, reason->column, reject->column_length);
    up_buffer_append(&list->bytes, reason->message, reject->message_length);
    up_buffer_append(&list->bytes, attachment.data, attachment.length);
    if (list->bytes.failed)
        return up_error_memory(error);
    list->count++;
    return UPSERT_OK;
}

static const char *texts_of(const up_reject_list *list, const up_reject *reject)
{
    return list->bytes.data ? list->bytes.data + reject->start : "";
}

static up_cell attachment_of(const up_reject_list *list,
                             const up_reject *reject)
{
    const char *data =
        texts_of(list, reject) + reject->column_length + reject->message_length;
    return (up_cell){UP_CELL_BYTES, data, reject->attachment_length};
}

void up_reject_list_reason(const up_reject_list *list, size_t index,
                           upsert_error *reason)
{
    const up_reject *reject = &list->items[index];
    const char *texts = texts_of(list, reject);
    *reason = (upsert_error){
        .status = reject->status, .native = reject->native, .row = reject->row};
    memcpy(reason->sqlstate, reject->sqlstate, sizeof reason->sqlstate);
    memcpy(reason->column, texts, reject->column_length);
    memcpy(reason->message, texts + reject->column_length,
           reject->message_length);
}

upsert_status up_reject_list_copy(const up_reject_list *from,
                                  up_reject_list *to, upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < from->count && status == UPSERT_OK; i++) {
        upsert_error reason;
        up_reject_list_reason(from, i, &reason);
        status = up_reject_list_add(
            to, &reason, attachment_of(from, &from->items[i]), error);
    }
    return status;
}

static int compare_rows(const void *a, const void *b)
{
    int64_t x = ((const up_reject *)a)->row, y = ((const up_reject *)b)->row;
    return (x > y) - (x < y);
}

void up_reject_list_sort(up_reject_list *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_rows);
}

void up_reject_list_reset(up_reject_list *list)
{
    list->count = 0;
    up_buffer_reset(&list->bytes);
}

void up_reject_list_dispose(up_reject_list *list)
{
    free(list->items);
    up_buffer_dispose(&list->bytes);
    *list = (up_reject_list){0};
}

/* ----------------------------------------------------------------- the log */

upsert_status up_reject_log_new(int64_t most, up_reject_log **out,
                                upsert_error *error)
{
    up_reject_log *log = calloc(1, sizeof *log);
    if (!log)
        return up_error_memory(error);
    log->most = most;
    pthread_mutex_init(&log->mutex, NULL);
    *out = log;
    return UPSERT_OK;
}

void up_reject_log_free(up_reject_log *log)
{
    if (!log)
        return;
    pthread_mutex_destroy(&log->mutex);
    free(log);
}

static bool is_over(const up_reject_log *log, size_t more)
{
    return log->most && log->told + (int64_t)more > log->most;
}

bool up_reject_log_overflows(up_reject_log *log, size_t more)
{
    pthread_mutex_lock(&log->mutex);
    bool over = is_over(log, more);
    pthread_mutex_unlock(&log->mutex);
    return over;
}

upsert_status up_reject_log_stop(const up_reject_log *log,
                                 const upsert_error *reason,
                                 upsert_error *error)
{
    upsert_error failure = *reason;
    up_error_prefix(&failure,
                    "row %" PRId64 " is one more than the %" PRId64
                    " that may be rejected (run.max_rejects)",
                    reason->row, log->most);
    return up_error_pass(error, &failure);
}

upsert_status up_reject_log_tell(up_reject_log *log, const up_reject_list *list,
                                 int64_t *told, upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < list->count && status == UPSERT_OK; i++) {
        upsert_error reason;
        up_reject_list_reason(list, i, &reason);
        up_cell attachment = attachment_of(list, &list->items[i]);
        const upsert_reject reject = {
            .row = reason.row,
            .attachment = attachment.length ? attachment.data : NULL,
            .attachment_length = attachment.length,
            .reason = &reason,
        };
        if (is_over(log, 1))
            return up_reject_log_stop(log, &reason, error);
        status = log->listener.take(log->listener.context, &reject, error);
        log->told += status == UPSERT_OK;
        *told += status == UPSERT_OK;
    }
    return status;
}
