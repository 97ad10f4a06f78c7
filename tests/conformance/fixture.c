/* A test's world: a connection, names that nobody else uses, and the tidying.
 */
#include "conformance.h"

#include <unistd.h>

static bool connection_string(fixture *f)
{
    const char *variable = f->database->environment;
    const char *string = variable ? getenv(variable) : NULL;
    if (string && *string) {
        snprintf(f->connection, sizeof f->connection, "%s", string);
        return true;
    }
    if (variable) {
        fprintf(stderr,
                "%s is not set: it must hold the connection string of a "
                "server for tests; see scripts/servers\n",
                variable);
        return false;
    }
    const char *folder = getenv("TMPDIR");
    snprintf(f->folder, sizeof f->folder, "%s/upsert-conformance.XXXXXX",
             folder && strlen(folder) < 24 ? folder : "/tmp");
    if (!mkdtemp(f->folder)) {
        perror(f->folder);
        f->folder[0] = '\0';
        return false;
    }
    snprintf(f->connection, sizeof f->connection,
             "Driver=SQLite3;Database=%s/test.db;Timeout=2000;FKSupport=1;"
             "SyncPragma=OFF",
             f->folder);
    return true;
}

static bool connect_first(fixture *f)
{
    if (!SQL_SUCCEEDED(
            SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &f->env)))
        return false;
    SQLSetEnvAttr(f->env, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, f->env, &f->hdbc)))
        return false;
    if (SQL_SUCCEEDED(SQLDriverConnect(f->hdbc, NULL, (SQLCHAR *)f->connection,
                                       SQL_NTS, NULL, 0, NULL,
                                       SQL_DRIVER_NOPROMPT)))
        return true;
    fprintf(stderr, "cannot connect to the %s of the tests\n",
            f->database->name);
    return false;
}

bool fixture_init(fixture *f, const database *d)
{
    *f = (fixture){.database = d};
    return connection_string(f) && connect_first(f);
}

void fixture_dispose(fixture *f)
{
    if (f->hdbc) {
        SQLDisconnect(f->hdbc);
        SQLFreeHandle(SQL_HANDLE_DBC, f->hdbc);
    }
    if (f->env)
        SQLFreeHandle(SQL_HANDLE_ENV, f->env);
    if (!f->folder[0])
        return;
    static const char *const FILES[] = {"test.db", "test.db-journal",
                                        "test.db-wal", "test.db-shm"};
    for (size_t i = 0; i < LENGTH(FILES); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", f->folder, FILES[i]);
        unlink(path);
    }
    rmdir(f->folder);
}

int fixture_begin(void **state)
{
    static unsigned number;
    fixture *f = *state;
    snprintf(f->suffix, sizeof f->suffix, "%ld_%u", (long)getpid(), ++number);
    snprintf(f->table, sizeof f->table, "t_%s", f->suffix);
    snprintf(f->other, sizeof f->other, "o_%s", f->suffix);
    f->schema = NULL;
    return 0;
}

int fixture_end(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < OPEN_MAXIMUM; i++) {
        if (f->sessions[i])
            close_session(f, f->sessions[i]);
        if (f->connections[i])
            disconnect(f, f->connections[i]);
    }
    run(f, "DROP TABLE IF EXISTS @other");
    run(f, "DROP TABLE IF EXISTS @");
    run_all(f, f->database->drop_trigger);
    if (f->database->end_lax)
        run(f, f->database->end_lax);
    if (f->database->end_tight)
        run(f, f->database->end_tight);
    if (f->database->end_no_files)
        run(f, f->database->end_no_files);
    return 0;
}
