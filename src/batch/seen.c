/* The keys lie in a temporary database of SQLite, which is a B-tree with a
   cache of a stated size over a file that nobody else sees: it is unlinked as
   soon as it is open. Nothing in it outlives the run, so nothing is journaled,
   synchronised or locked, and its one transaction never ends. */
#include "batch/seen.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "base/error.h"

struct up_seen {
    sqlite3 *db;
    sqlite3_stmt *insert, *find;
};

enum { CACHE_MINIMUM = 1024 /* KiB */ };

#define TABLE                                                                  \
    "CREATE TABLE seen (key BLOB PRIMARY KEY, row INTEGER NOT NULL) "          \
    "WITHOUT ROWID"

static const char *const SETUP[] = {
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    TABLE,
    "BEGIN",
};

static upsert_status failed(const up_seen *seen, upsert_error *error)
{
    if (sqlite3_errcode(seen->db) == SQLITE_NOMEM)
        return up_error_memory(error);
    return up_error_set(error, UPSERT_FILE,
                        "the temporary file of the keys seen: %s; "
                        "TMPDIR names the folder it is in",
                        sqlite3_errmsg(seen->db));
}

static bool set_up(up_seen *seen, size_t memory)
{
    char cache[64];
    size_t kib = memory / 1024;
    if (kib < CACHE_MINIMUM)
        kib = CACHE_MINIMUM;
    if (kib > INT_MAX)
        kib = INT_MAX;
    snprintf(cache, sizeof cache, "PRAGMA cache_size = -%zu", kib);
    if (sqlite3_exec(seen->db, cache, NULL, NULL, NULL) != SQLITE_OK)
        return false;
    for (size_t i = 0; i < sizeof SETUP / sizeof *SETUP; i++)
        if (sqlite3_exec(seen->db, SETUP[i], NULL, NULL, NULL) != SQLITE_OK)
            return false;
    return true;
}

static bool prepare(up_seen *seen, const char *sql, sqlite3_stmt **statement)
{
    return sqlite3_prepare_v3(seen->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                              statement, NULL) == SQLITE_OK;
}

upsert_status up_seen_new(size_t memory, up_seen **seen, upsert_error *error)
{
    *seen = calloc(1, sizeof **seen);
    if (!*seen)
        return up_error_memory(error);
    int opened = sqlite3_open_v2(
        "", &(*seen)->db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (opened == SQLITE_OK && set_up(*seen, memory) &&
        prepare(*seen,
                "INSERT INTO seen VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                &(*seen)->insert) &&
        prepare(*seen, "SELECT row FROM seen WHERE key = ?1", &(*seen)->find))
        return UPSERT_OK;
    upsert_status status = failed(*seen, error);
    up_seen_free(*seen);
    *seen = NULL;
    return status;
}

void up_seen_free(up_seen *seen)
{
    if (!seen)
        return;
    sqlite3_finalize(seen->insert);
    sqlite3_finalize(seen->find);
    sqlite3_close(seen->db);
    free(seen);
}

/* Run a statement that has no more than one row. @return SQLITE_ROW or
   SQLITE_DONE; anything else is an error. */
static int run(sqlite3_stmt *statement, const void *key, size_t length,
               int64_t *row)
{
    int bound = sqlite3_bind_blob64(statement, 1, length ? key : "", length,
                                    SQLITE_STATIC);
    int result = bound == SQLITE_OK ? sqlite3_step(statement) : bound;
    if (result == SQLITE_ROW)
        *row = sqlite3_column_int64(statement, 0);
    int reset = sqlite3_reset(statement);
    return reset == SQLITE_OK ? result : reset;
}

upsert_status up_seen_add(up_seen *seen, const void *key, size_t length,
                          int64_t row, int64_t *before, upsert_error *error)
{
    *before = 0;
    sqlite3_bind_int64(seen->insert, 2, row);
    if (run(seen->insert, key, length, before) != SQLITE_DONE)
        return failed(seen, error);
    if (sqlite3_changes(seen->db) == 1)
        return UPSERT_OK;
    return run(seen->find, key, length, before) == SQLITE_ROW
               ? UPSERT_OK
               : failed(seen, error);
}
