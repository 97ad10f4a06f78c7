/* Rejected rows: on their way, and who is told of them. */
#ifndef UP_SESSION_REJECT_LIST_H
#define UP_SESSION_REJECT_LIST_H

#include <pthread.h>
#include <stdbool.h>

#include <upsert/upsert.h>

#include "base/buffer.h"
#include "batch/cell.h"

/** One row; its texts are in the list's bytes. */
typedef struct up_reject {
    int64_t row;
    upsert_status status;
    int32_t native;
    char sqlstate[6];
    size_t start; /* the column, the message and the attachment */
    size_t column_length, message_length, attachment_length;
} up_reject;

/** All zero: empty. */
typedef struct up_reject_list {
    up_reject *items;
    size_t count, capacity;
    up_buffer bytes;
} up_reject_list;

/** @param attachment  copied. @return UPSERT_OK or UPSERT_MEMORY. */
upsert_status up_reject_list_add(up_reject_list *list,
                                 const upsert_error *reason, up_cell attachment,
                                 upsert_error *error);

/** Append all rows of a list to another. @return UPSERT_OK or UPSERT_MEMORY. */
upsert_status up_reject_list_copy(const up_reject_list *from,
                                  up_reject_list *to, upsert_error *error);

/** In the order of the rows. */
void up_reject_list_sort(up_reject_list *list);

/** A row's reason. */
void up_reject_list_reason(const up_reject_list *list, size_t index,
                           upsert_error *reason);

/** Empty it and keep its memory. */
void up_reject_list_reset(up_reject_list *list);

void up_reject_list_dispose(up_reject_list *list);

/** Who is told, the same for all workers. */
typedef struct up_reject_log {
    upsert_reject_listener listener;
    bool listening;
    int64_t most; /* that may be rejected; 0: any number */
    pthread_mutex_t mutex;
    int64_t told; /* in transactions that were not rolled back */
} up_reject_log;

/** @param[out] log  owned by the caller. */
upsert_status up_reject_log_new(int64_t most, up_reject_log **log,
                                upsert_error *error);

void up_reject_log_free(up_reject_log *log);

/**
 * Tell of a list's rows. The caller holds the mutex.
 * @param[in,out] told  counted up with each row.
 * @return UPSERT_OK; what the listener said; a row's status when it is one more
 *         than may be rejected.
 */
upsert_status up_reject_log_tell(up_reject_log *log, const up_reject_list *list,
                                 int64_t *told, upsert_error *error);

/** Whether so many more are too many, as far as that is known by now. */
bool up_reject_log_overflows(up_reject_log *log, size_t more);

/** One row too many. @return its status. */
upsert_status up_reject_log_stop(const up_reject_log *log,
                                 const upsert_error *reason,
                                 upsert_error *error);

#endif
