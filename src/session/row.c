/* The row being built, cell by cell. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/utf8.h"
#include "session/session.h"

static upsert_status cell_error(const upsert_session *session, size_t column,
                                const char *problem, upsert_error *error)
{
    return up_error_row(error, session->rows_put + 1,
                        session->run.plan.facts.columns[column].name, "%s",
                        problem);
}

static upsert_status value_error(const upsert_session *session, size_t column,
                                 const up_misfit *misfit, upsert_error *error)
{
    upsert_error failure = UPSERT_ERROR_INIT;
    cell_error(session, column, misfit->problem, &failure);
    memcpy(failure.sqlstate, misfit->sqlstate, sizeof failure.sqlstate);
    return up_error_pass(error, &failure);
}

static upsert_status usable(upsert_session *session, size_t column,
                            upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    if (status == UPSERT_OK && column >= session->run.plan.input_count)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "there is no column %zu: the row has %zu", column,
                            session->run.plan.input_count);
    return status;
}

static upsert_status set_cell(upsert_session *session, size_t column,
                              up_cell_kind kind, const void *data,
                              size_t length, upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (length > UP_CELL_MAXIMUM)
        return cell_error(session, column, "longer than 1 GiB", error);
    return up_batch_set(session->batch, column, kind, data, length, error);
}

upsert_status upsert_row_text(upsert_session *session, size_t column,
                              const char *text, size_t length,
                              upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (length == UPSERT_NTS)
        length = strlen(text);
    const char *fault = up_utf8_fault(text, length);
    if (fault)
        return cell_error(session, column,
                          *fault ? "the text is not UTF-8"
                                 : "the text holds a NUL byte",
                          error);
    return set_cell(session, column, UP_CELL_TEXT, text, length, error);
}

upsert_status upsert_row_int64(upsert_session *session, size_t column,
                               int64_t value, upsert_error *error)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%" PRId64, value);
    return set_cell(session, column, UP_CELL_TEXT, text, (size_t)length, error);
}

upsert_status upsert_row_double(upsert_session *session, size_t column,
                                double value, upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (!isfinite(value))
        return cell_error(session, column, "the number is not finite", error);
    char text[UP_NUMBER_SIZE];
    size_t length = up_number_format(value, text);
    return set_cell(session, column, UP_CELL_TEXT, text, length, error);
}

upsert_status upsert_row_bytes(upsert_session *session, size_t column,
                               const void *data, size_t length,
                               upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (session->run.plan.facts.columns[column].type != UPSERT_TYPE_BINARY)
        return cell_error(session, column, "bytes need a binary column", error);
    return set_cell(session, column, UP_CELL_BYTES, data, length, error);
}

/* Whether a truth value is a number there. */
static bool takes_numbers(upsert_type type)
{
    return type == UPSERT_TYPE_BOOLEAN || type == UPSERT_TYPE_INTEGER ||
           type == UPSERT_TYPE_DECIMAL || type == UPSERT_TYPE_FLOAT;
}

upsert_status upsert_row_boolean(upsert_session *session, size_t column,
                                 int value, upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    bool number = takes_numbers(session->run.plan.facts.columns[column].type);
    const char *text = number ? (value ? "1" : "0") : value ? "true" : "false";
    return set_cell(session, column, UP_CELL_TEXT, text, strlen(text), error);
}

upsert_status upsert_row_null(upsert_session *session, size_t column,
                              upsert_error *error)
{
    return set_cell(session, column, UP_CELL_NULL, NULL, 0, error);
}

upsert_status upsert_row_skip(upsert_session *session, size_t column,
                              upsert_error *error)
{
    return set_cell(session, column, UP_CELL_ABSENT, NULL, 0, error);
}

upsert_status upsert_row_delete(upsert_session *session, upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    if (status != UPSERT_OK)
        return status;
    if (!session->run.plan.index)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "a row that deletes needs a key to find its row");
    up_batch_set_delete(session->batch);
    return UPSERT_OK;
}

void upsert_row_clear(upsert_session *session)
{
    up_batch_clear(session->batch);
}

/* --------------------------------------------------------------- the row */

static bool in_key(const upsert_session *session, size_t column)
{
    return session->run.plan.facts.columns[column].rule == UPSERT_RULE_KEY;
}

static upsert_status check_cell(upsert_session *session, size_t column,
                                upsert_error *error)
{
    up_cell_kind kind = up_batch_pending(session->batch, column);
    if (kind == UP_CELL_UNSET) {
        if (up_batch_deletes(session->batch) && !in_key(session, column))
            return UPSERT_OK;
        return cell_error(session, column, "the cell was not set", error);
    }
    if (!in_key(session, column) || !session->run.plan.index)
        return UPSERT_OK;
    if (kind == UP_CELL_ABSENT)
        return cell_error(session, column,
                          "left out, though it is in the key: no row could be "
                          "found without it",
                          error);
    if (kind == UP_CELL_NULL &&
        session->run.plan.null_keys == UP_NULL_KEYS_REJECT)
        return cell_error(session, column,
                          "NULL in the key: no row could be found by it "
                          "(upsert.null_keys)",
                          error);
    return UPSERT_OK;
}

static upsert_status check_row(upsert_session *session, upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < session->run.plan.input_count && status == UPSERT_OK;
         i++)
        status = check_cell(session, i, error);
    return status;
}

/* Of a row that deletes nothing is stored. */
static upsert_status check_values(upsert_session *session, upsert_error *error)
{
    const up_run *run = &session->run;
    if (up_batch_deletes(session->batch))
        return UPSERT_OK;
    for (size_t i = 0; i < run->plan.input_count; i++) {
        const up_fit *fit = &run->fits[i];
        if (fit->kind == UP_FIT_ANY)
            continue;
        const up_misfit *misfit =
            up_fit_misfit(fit, up_batch_pending_cell(session->batch, i));
        if (misfit)
            return value_error(session, i, misfit, error);
    }
    return UPSERT_OK;
}

upsert_status up_session_pass_row(upsert_session *session, upsert_status status,
                                  upsert_error *error)
{
    if (status == UPSERT_OK && !session->parted && session->run.commit_rows &&
        session->uncommitted_rows >= session->run.commit_rows) {
        session->uncommitted_rows = 0;
        status = up_workers_send(
            session, (up_sending){.through = session->rows_put, .commit = true},
            &session->failure);
    }
    return status == UPSERT_OK ? status : up_session_give_up(session, error);
}

static upsert_status put(upsert_session *session)
{
    session->rows_put++;
    session->uncommitted_rows += !up_workers_have(session, 0);
    return up_workers_put(session, &session->failure);
}

/* A row whose key came before, where upsert.duplicates keeps the first. */
static upsert_status pass_over(upsert_session *session)
{
    const up_tally passed = {.skipped = 1};
    session->rows_put++;
    if (!up_workers_have(session, 0)) {
        session->uncommitted_rows++;
        up_worker_pass(session->workers[0], &passed);
    }
    up_batch_clear(session->batch);
    return UPSERT_OK;
}

/* A row that is refused is one shard's error, too. */
static upsert_status check_in_shard(upsert_session *session, bool *elsewhere,
                                    upsert_error *error)
{
    upsert_error refusal = UPSERT_ERROR_INIT;
    bool ours = up_shard_has_row(session, session->rows_put + 1);
    upsert_status status = check_row(session, &refusal);
    if (status == UPSERT_OK)
        status = up_shard_find(session, &ours, &refusal);
    *elsewhere = !ours;
    return ours && status != UPSERT_OK ? up_error_pass(error, &refusal)
                                       : UPSERT_OK;
}

static upsert_status pass_to_another_shard(upsert_session *session)
{
    session->rows_put++;
    session->rows_elsewhere++;
    up_batch_clear(session->batch);
    return UPSERT_OK;
}

upsert_status upsert_row_put(upsert_session *session, upsert_error *error)
{
    bool passed = false, elsewhere = false;
    upsert_status status = up_session_usable(session, error);
    if (status == UPSERT_OK)
        status = up_rejects_ready(session, error);
    if (status == UPSERT_OK)
        status = session->run.shard.count > 1
                     ? check_in_shard(session, &elsewhere, error)
                     : check_row(session, error);
    if (elsewhere)
        return pass_to_another_shard(session);
    if (status == UPSERT_OK)
        status = check_values(session, error);
    if (status == UPSERT_OK)
        status = up_repeats_check(session, &passed, error);
    if (status != UPSERT_OK)
        return status;
    status = passed ? pass_over(session) : put(session);
    return up_session_pass_row(session, status, error);
}
