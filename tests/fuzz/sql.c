/* Statements over hostile names: in every dialect the markers are those that
   were counted, and SQLite reads back exactly what was bound. */
#include "fuzz.h"

#include <sqlite3.h>

#include "dialect/registry.h"
#include "dialect/sql.h"
#include "plan.h"

static void run(sqlite3 *db, char *sql)
{
    HOLD(sql);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
    HOLD(code == SQLITE_OK);
    sqlite3_free(sql);
}

/* SQLite folds the case of names and keeps some for itself. */
static bool usable(const fuzz_plan *p)
{
    for (size_t i = 0; i <= PLAN_COLUMNS; i++) {
        if (sqlite3_strnicmp(p->names[i], "sqlite_", 7) == 0)
            return false;
        for (size_t k = 0; k < i; k++)
            if (sqlite3_stricmp(p->names[i], p->names[k]) == 0)
                return false;
    }
    return true;
}

static void hold_values(sqlite3 *db, const fuzz_plan *p)
{
    char *sql =
        sqlite3_mprintf("SELECT \"%w\", \"%w\", \"%w\" FROM \"%w\"",
                        p->names[0], p->names[1], p->names[2], p->names[3]);
    sqlite3_stmt *query = NULL;
    HOLD(sqlite3_prepare_v2(db, sql, -1, &query, NULL) == SQLITE_OK);
    HOLD(sqlite3_step(query) == SQLITE_ROW);
    for (int i = 0; i < PLAN_COLUMNS; i++) {
        const char *read = (const char *)sqlite3_column_text(query, i);
        HOLD(read && strcmp(read, p->names[i]) == 0);
    }
    HOLD(sqlite3_step(query) == SQLITE_DONE);
    sqlite3_finalize(query);
    sqlite3_free(sql);
}

/* Each column gets its own name for a value. */
static void run_on_sqlite(fuzz_plan *p, const char *text, const upsert_sql *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    HOLD(sqlite3_open(":memory:", &db) == SQLITE_OK);
    run(db,
        sqlite3_mprintf("CREATE TABLE \"%w\" (\"%w\" PRIMARY KEY, \"%w\","
                        " \"%w\")",
                        p->names[3], p->names[0], p->names[1], p->names[2]));
    int code = sqlite3_prepare_v2(db, text, -1, &statement, NULL);
    if (code != SQLITE_OK)
        fprintf(stderr, "%s: %s\n", text, sqlite3_errmsg(db));
    HOLD(code == SQLITE_OK);
    HOLD((size_t)sqlite3_bind_parameter_count(statement) ==
         up_sql_markers(sql));
    for (size_t i = 0; i < up_sql_markers(sql); i++)
        sqlite3_bind_text(statement, (int)i + 1,
                          p->names[up_sql_marker_column(sql, i)], -1, NULL);
    HOLD(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_finalize(statement);
    if (p->plan.mode != UPSERT_MODE_UPDATE_EXISTING)
        hold_values(db, p);
    sqlite3_close(db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_plan p;
    if (!fuzz_plan_make(&p, data, size))
        return 0;
    const upsert_dialect *sqlite = up_dialect_find("sqlite");
    for (size_t i = 0; up_dialects[i]; i++) {
        upsert_sql sql;
        const char *text;
        fuzz_plan_render(&p, up_dialects[i], 1 + (data[1] >> 6), &sql, &text);
        if (up_dialects[i] == sqlite && text && usable(&p) && data[1] >> 6 == 0)
            run_on_sqlite(&p, text, &sql);
        up_sql_dispose(&sql);
    }
    fuzz_plan_dispose(&p);
    return 0;
}
