/* The case's job by libupsert. */
#include "property.h"

/* A shard of 0: the whole input. */
static upsert_status open_run(fixture *f, const property_case *c,
                              unsigned shard, upsert_session **session,
                              upsert_error *error)
{
    static char texts[PROPERTY_OPTIONS + 1][OPTION_SIZE];
    const char *options[PROPERTY_OPTIONS + 2] = {NULL};
    size_t count = property_options(c, texts);
    if (shard)
        snprintf(texts[count++], OPTION_SIZE, "run.shard=%u/%u", shard,
                 c->shards);
    for (size_t i = 0; i < count; i++)
        options[i] = texts[i];
    char columns[200] = "";
    size_t length = 0;
    for (size_t i = 0; i < c->input_count; i++)
        length +=
            (size_t)snprintf(columns + length, sizeof columns - length, "%s%s",
                             i ? "|" : "", c->columns[c->input[i]].name);
    upsert_target borrowed = {NULL, f->hdbc};
    return try_session(f, c->workers ? NULL : &borrowed, columns, options,
                       session, error);
}

/* The transport that was drawn may be none for its mode or its columns. */
static upsert_status open_any_run(fixture *f, const property_case *c,
                                  unsigned shard, upsert_session **session,
                                  upsert_error *error)
{
    static property_case other;
    upsert_status status = open_run(f, c, shard, session, error);
    if (status != UPSERT_OPTION || !c->transport ||
        !strstr(error->message, "cannot carry"))
        return status;
    other = *c;
    other.transport = NULL;
    *error = (upsert_error)UPSERT_ERROR_INIT;
    return open_run(f, &other, shard, session, error);
}

/* Give the cell that is number `at` in the input its value. */
static upsert_status put_cell(upsert_session *session, const property_case *c,
                              const property_row *row, size_t at,
                              upsert_error *error)
{
    const char *value = row->cells[c->input[at]];
    if (!value)
        return upsert_row_null(session, at, error);
    if (value == property_absent)
        return upsert_row_skip(session, at, error);
    return property_has_trait(c, c->input[at], BYTES)
               ? upsert_row_bytes(session, at, value, strlen(value), error)
               : upsert_row_text(session, at, value, UPSERT_NTS, error);
}

static upsert_status put_row(upsert_session *session, const property_case *c,
                             const property_row *row, upsert_error *error)
{
    upsert_status status =
        row->deletes ? upsert_row_delete(session, error) : UPSERT_OK;
    for (size_t i = 0; status == UPSERT_OK && i < c->input_count; i++)
        if (!row->deletes || property_in_key(c, c->input[i]))
            status = put_cell(session, c, row, i, error);
    return status == UPSERT_OK ? upsert_row_put(session, error) : status;
}

/* ----------------------------------------------------------------- rejects */

/* Rows that were told of, and how their transaction ended. */
typedef struct told {
    property_outcome *outcome;
    bool open[INPUT_ROWS]; /* in a transaction that is not over */
    bool wrong;            /* one was told of twice, or with another's place */
} told;

static upsert_status take(void *context, const upsert_reject *reject,
                          upsert_error *error)
{
    told *t = context;
    size_t place;
    (void)error;
    if (reject->attachment_length != sizeof place) {
        t->wrong = true;
        return UPSERT_OK;
    }
    memcpy(&place, reject->attachment, sizeof place);
    t->wrong |= (int64_t)place + 1 != reject->row || t->open[place] ||
                t->outcome->rejected[place];
    t->open[place] = true;
    t->outcome->unplain |=
        strstr(reject->reason->message, "not written plainly enough") != NULL;
    snprintf(t->outcome->why, sizeof t->outcome->why, "%s",
             reject->reason->message);
    return UPSERT_OK;
}

static void end(void *context, int kept)
{
    told *t = context;
    for (size_t i = 0; i < INPUT_ROWS; i++)
        t->outcome->rejected[i] |= kept && t->open[i];
    memset(t->open, 0, sizeof t->open);
}

static upsert_status take_row(upsert_session *session, const property_case *c,
                              size_t i, upsert_error *error)
{
    upsert_error reason = UPSERT_ERROR_INIT;
    upsert_status status = UPSERT_OK;
    if (c->rejects)
        status = upsert_row_attach(session, &i, sizeof i, error);
    if (status == UPSERT_OK)
        status = put_row(session, c, &c->rows[i], &reason);
    if (status == UPSERT_ROW && c->rejects)
        return upsert_row_reject(session, &reason, error);
    if (status != UPSERT_OK && error->status == UPSERT_OK)
        *error = reason;
    return status;
}

static void run_shard(fixture *f, const property_case *c, unsigned shard,
                      property_outcome *outcome)
{
    *outcome = (property_outcome){.error = UPSERT_ERROR_INIT};
    upsert_error *error = &outcome->error;
    upsert_session *session = NULL;
    upsert_status status = open_any_run(f, c, shard, &session, error);
    if (status != UPSERT_OK)
        return;
    told t = {.outcome = outcome};
    const upsert_reject_listener listener = {
        .context = &t, .take = take, .end = end};
    if (c->rejects)
        status = upsert_session_on_reject(session, &listener, error);
    for (size_t i = 0; status == UPSERT_OK && i < c->row_count; i++)
        status = take_row(session, c, i, error);
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, error);
    /* The error of a row that waited for its batch comes before it. */
    upsert_error earlier = UPSERT_ERROR_INIT;
    if (status == UPSERT_ROW &&
        upsert_session_flush(session, &earlier) != UPSERT_OK && earlier.row)
        *error = earlier;
    outcome->failed_row = error->row;
    upsert_session_counts(session, &outcome->counts);
    close_session(f, session);
    if (t.wrong)
        snprintf(outcome->why, sizeof outcome->why, "told of wrongly");
    outcome->rejected[0] ^= t.wrong;
}

static void add_count(int64_t *count, int64_t more)
{
    *count = *count == UNKNOWN || more == UNKNOWN ? UNKNOWN : *count + more;
}

static void add_counts(upsert_counts *counts, const upsert_counts *more)
{
    counts->rows_read += more->rows_read;
    add_count(&counts->inserted, more->inserted);
    add_count(&counts->updated, more->updated);
    add_count(&counts->unchanged, more->unchanged);
    add_count(&counts->skipped, more->skipped);
    add_count(&counts->deleted, more->deleted);
    add_count(&counts->rejected, more->rejected);
    add_count(&counts->folded, more->folded);
}

void property_run(fixture *f, const property_case *c, property_outcome *outcome)
{
    run_shard(f, c, c->shards ? 1 : 0, outcome);
    for (unsigned i = 2; i <= c->shards && outcome->error.status == UPSERT_OK;
         i++) {
        property_outcome next;
        run_shard(f, c, i, &next);
        add_counts(&next.counts, &outcome->counts);
        *outcome = next;
    }
}
