/* The case's job by libupsert. */
#include "property.h"

static const char *const MODES[] = {
    [UPSERT_MODE_UPSERT] = "upsert",
    [UPSERT_MODE_INSERT_MISSING] = "insert_missing",
    [UPSERT_MODE_UPDATE_EXISTING] = "update_existing",
    [UPSERT_MODE_INSERT] = "insert",
};

/* "name=" and the names of the columns whose bits are set. */
static void list_option(const property_case *c, const char *name, unsigned set,
                        char *text)
{
    size_t length = (size_t)snprintf(text, 200, "%s=", name);
    const char *comma = "";
    for (size_t i = 0; i < c->column_count; i++) {
        if (!(set >> i & 1))
            continue;
        length += (size_t)snprintf(text + length, 200 - length, "%s%s", comma,
                                   c->columns[i].name);
        comma = ", ";
    }
}

static void number_option(const char *name, unsigned number, const char *zero,
                          char *text)
{
    if (number)
        snprintf(text, 200, "%s=%u", name, number);
    else
        snprintf(text, 200, "%s=%s", name, zero);
}

size_t property_options(const property_case *c,
                        char options[PROPERTY_OPTIONS][200])
{
    size_t count = 0;
    snprintf(options[count++], 200, "upsert.mode=%s", MODES[c->mode]);
    if (c->unique_index)
        list_option(c, "upsert.key", (1u << c->key_count) - 1,
                    options[count++]);
    if (c->update)
        list_option(c, "upsert.update", c->update, options[count++]);
    snprintf(options[count++], 200, "upsert.only_changed=%s",
             c->only_changed ? "yes" : "no");
    number_option("run.batch_rows", c->batch, "auto", options[count++]);
    number_option("run.commit", c->interval, "all", options[count++]);
    return count;
}

static upsert_status open_run(fixture *f, const property_case *c,
                              upsert_session **session, upsert_error *error)
{
    char texts[PROPERTY_OPTIONS][200];
    const char *options[PROPERTY_OPTIONS + 1] = {NULL};
    size_t count = property_options(c, texts);
    for (size_t i = 0; i < count; i++)
        options[i] = texts[i];
    char columns[200] = "";
    size_t length = 0;
    for (size_t i = 0; i < c->input_count; i++)
        length +=
            (size_t)snprintf(columns + length, sizeof columns - length, "%s%s",
                             i ? "|" : "", c->columns[c->input[i]].name);
    upsert_target target = {NULL, f->hdbc};
    return try_session(f, &target, columns, options, session, error);
}

static upsert_status put_row(upsert_session *session, const property_case *c,
                             const property_row *row, upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; status == UPSERT_OK && i < c->input_count; i++) {
        const char *value = row->cells[c->input[i]];
        status = value ? upsert_row_text(session, i, value, UPSERT_NTS, error)
                       : upsert_row_null(session, i, error);
    }
    return status == UPSERT_OK ? upsert_row_put(session, error) : status;
}

void property_run(fixture *f, const property_case *c, property_outcome *outcome)
{
    *outcome = (property_outcome){.error = UPSERT_ERROR_INIT};
    upsert_error *error = &outcome->error;
    upsert_session *session = NULL;
    upsert_status status = open_run(f, c, &session, error);
    if (status != UPSERT_OK)
        return;
    for (size_t i = 0; status == UPSERT_OK && i < c->row_count; i++)
        status = put_row(session, c, &c->rows[i], error);
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, error);
    outcome->failed_row = error->row;
    upsert_session_counts(session, &outcome->counts);
    close_session(f, session);
}
