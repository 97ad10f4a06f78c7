/* libupsert as the tests call it. */
#include "conformance.h"

/* ------------------------------------------------------------- sessions */

void table_option(const fixture *f, char *text, size_t size)
{
    size_t length = 0;
    const char *parts[] = {f->schema, f->table};
    for (size_t i = 0; i < 2; i++) {
        if (!parts[i])
            continue;
        assert_true(length + 2 * strlen(parts[i]) + 4 < size);
        if (length)
            text[length++] = '.';
        text[length++] = '"';
        for (const char *c = parts[i]; *c; c++) {
            if (*c == '"')
                text[length++] = '"';
            text[length++] = *c;
        }
        text[length++] = '"';
    }
    text[length] = '\0';
}

static void set(upsert_options *options, const char *name, const char *value)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_options_set(options, name, value, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

static void set_all(const fixture *f, upsert_options *options,
                    const char *const *texts)
{
    char table[300];
    table_option(f, table, sizeof table);
    set(options, "target.table", table);
    if (f->database->forced)
        set(options, "target.dialect", f->database->dialect);
    for (; texts && *texts; texts++) {
        char name[64];
        const char *equals = strchr(*texts, '=');
        assert_non_null(equals);
        snprintf(name, sizeof name, "%.*s", (int)(equals - *texts), *texts);
        set(options, name, equals + 1);
    }
}

enum { COLUMNS_MAXIMUM = 32 };

/* Cut a text at each |, in place. */
static size_t cut(char *text, const char **cells)
{
    size_t count = 0;
    for (char *at = text; at; count++) {
        assert_true(count < COLUMNS_MAXIMUM);
        cells[count] = at;
        at = strchr(at, '|');
        if (at)
            *at++ = '\0';
    }
    return count;
}

static void remember(fixture *f, upsert_session *session)
{
    upsert_session **slot = f->sessions;
    while (*slot)
        slot++;
    assert_true(slot < f->sessions + OPEN_MAXIMUM);
    *slot = session;
}

upsert_status try_session(fixture *f, const upsert_target *target,
                          const char *columns, const char *const *options,
                          upsert_session **session, upsert_error *error)
{
    upsert_target own = {f->connection, NULL};
    upsert_options *set_options = NULL;
    assert_int_equal(upsert_options_new(&set_options, error), UPSERT_OK);
    set_all(f, set_options, options);
    char *text = columns ? strdup(columns) : NULL;
    const char *names[COLUMNS_MAXIMUM];
    size_t count = cut(text, names);
    *session = NULL;
    upsert_status status =
        upsert_session_new(target ? target : &own, set_options,
                           text ? names : NULL, count, session, error);
    free(text);
    upsert_options_free(set_options);
    assert_int_equal(*session != NULL, status == UPSERT_OK);
    if (*session)
        remember(f, *session);
    return status;
}

static upsert_session *session_on(fixture *f, const upsert_target *target,
                                  const char *columns,
                                  const char *const *options)
{
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session;
    if (try_session(f, target, columns, options, &session, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
    assert_string_equal(upsert_session_fact(session, "dialect"),
                        f->database->dialect);
    return session;
}

upsert_session *open_session(fixture *f, const char *columns,
                             const char *const *options)
{
    return session_on(f, NULL, columns, options);
}

upsert_session *borrow_session(fixture *f, SQLHDBC hdbc, const char *columns,
                               const char *const *options)
{
    upsert_target target = {NULL, hdbc};
    return session_on(f, &target, columns, options);
}

void close_session(fixture *f, upsert_session *session)
{
    for (size_t i = 0; i < OPEN_MAXIMUM; i++)
        if (f->sessions[i] == session)
            f->sessions[i] = NULL;
    upsert_session_free(session);
}

void expect_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" does not contain \"%s\"", text, part);
}

void expect_status(upsert_status status, upsert_status expected,
                   const upsert_error *error)
{
    if (status != expected || error->status != expected)
        fail_msg("%s instead of %s: %s", upsert_status_name(status),
                 upsert_status_name(expected), error->message);
}

void expect_refused(fixture *f, const char *columns, const char *const *options,
                    upsert_status status, const char *text)
{
    upsert_target target = {NULL, f->hdbc};
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session;
    assert_int_equal(
        try_session(f, &target, columns, options, &session, &error), status);
    assert_int_equal(error.status, status);
    expect_contains(error.message, text);
}

/* ----------------------------------------------------------------- rows */

static upsert_status put_cell(upsert_session *session, size_t column,
                              const char *cell, upsert_error *error)
{
    if (strcmp(cell, "NULL") == 0)
        return upsert_row_null(session, column, error);
    if (strcmp(cell, "ABSENT") == 0)
        return upsert_row_skip(session, column, error);
    return upsert_row_text(session, column, cell, UPSERT_NTS, error);
}

static upsert_status put_cells(upsert_session *session, const char **cells,
                               size_t count, upsert_error *error)
{
    bool deletes = strncmp(cells[0], DELETING, strlen(DELETING)) == 0;
    upsert_status status =
        deletes ? upsert_row_delete(session, error) : UPSERT_OK;
    cells[0] += deletes ? strlen(DELETING) : 0;
    for (size_t i = 0; i < count && status == UPSERT_OK; i++)
        status = put_cell(session, i, cells[i], error);
    return status == UPSERT_OK ? upsert_row_put(session, error) : status;
}

upsert_status try_rows(upsert_session *session, const char *rows,
                       upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    while (*rows && status == UPSERT_OK) {
        size_t length = strcspn(rows, "\n");
        char *row = strndup(rows, length);
        const char *cells[COLUMNS_MAXIMUM] = {0};
        status = put_cells(session, cells, cut(row, cells), error);
        free(row);
        rows += length + (rows[length] == '\n');
    }
    return status;
}

void put_rows(upsert_session *session, const char *rows)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (try_rows(session, rows, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

void flush(upsert_session *session)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_session_flush(session, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

void commit(upsert_session *session)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_session_commit(session, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

upsert_counts upsert_rows(fixture *f, const char *columns,
                          const char *const *options, const char *rows)
{
    upsert_session *session = borrow_session(f, f->hdbc, columns, options);
    put_rows(session, rows);
    commit(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    close_session(f, session);
    return counts;
}

upsert_error fail_rows(fixture *f, const char *columns,
                       const char *const *options, const char *rows,
                       upsert_status status)
{
    upsert_session *session = open_session(f, columns, options);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status found = try_rows(session, rows, &error);
    if (found == UPSERT_OK)
        found = upsert_session_commit(session, &error);
    close_session(f, session);
    expect_status(found, status, &error);
    return error;
}

/* --------------------------------------------------------------- counts */

static bool is_lost(const char *lost, const char *name)
{
    const char *at = lost ? strstr(lost, name) : NULL;
    return at && (at == lost || at[-1] == ' ');
}

static void expect_count(const char *lost, const char *name, int64_t count,
                         int64_t expected)
{
    if (is_lost(lost, name))
        expected = UNKNOWN;
    if (count != expected)
        fail_msg("%s: %lld instead of %lld", name, (long long)count,
                 (long long)expected);
}

void expect_counts_lost(const lost_counts lost, upsert_mode mode,
                        const upsert_counts *counts, counted expected)
{
    /* Where nothing was written nothing was inserted or updated. */
    bool written = mode != UPSERT_MODE_UPSERT || expected.inserted != 0 ||
                   expected.updated != 0;
    const char *names = written ? lost[mode] : NULL;
    expect_count(names, "inserted", counts->inserted, expected.inserted);
    expect_count(names, "updated", counts->updated, expected.updated);
    expect_count(names, "unchanged", counts->unchanged, expected.unchanged);
    expect_count(names, "skipped", counts->skipped, expected.skipped);
    expect_count(names, "folded", counts->folded, expected.folded);
    expect_count(NULL, "deleted", counts->deleted, expected.deleted);
    assert_int_equal(counts->rejected, expected.rejected);
}

void expect_counts(const fixture *f, upsert_mode mode,
                   const upsert_counts *counts, counted expected)
{
    expect_counts_lost(f->database->lost, mode, counts, expected);
}
