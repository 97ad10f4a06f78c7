/* Rows to the server through a pipe that it takes for a file. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/load_text.h"
#include "dialect/sql.h"
#include "session/sender.h"

/* A folder that nobody else can enter, and the pipe in it. */
typedef struct pipe_file {
    char folder[256], path[264];
    int end;             /* both ends of it, or -1 */
    const up_buffer *of; /* what is written */
    atomic_bool over;    /* nobody reads any more */
} pipe_file;

/* ------------------------------------------------------------- the writer */

/* How long the writer waits, at most, before it looks whether it is over. */
#define PATIENCE_MS 20

static void wait_a_moment(void)
{
    nanosleep(&(struct timespec){0, 200000}, NULL);
}

/* That it holds both ends keeps the pipe open, whoever reads and leaves, and
   what is in it: it must be empty before it is closed. */
static void *write_all(void *argument)
{
    pipe_file *file = argument;
    size_t written = 0;
    int left = 1;
    while (written < file->of->length && !file->over) {
        struct pollfd ready = {file->end, POLLOUT, 0};
        poll(&ready, 1, PATIENCE_MS);
        ssize_t some = write(file->end, file->of->data + written,
                             file->of->length - written);
        written += some > 0 ? (size_t)some : 0;
    }
    while (!file->over && ioctl(file->end, FIONREAD, &left) == 0 && left)
        wait_a_moment();
    close(file->end);
    return NULL;
}

/* --------------------------------------------------------------- the pipe */

/* The name stands in a text of SQL, where "\\" is special. */
static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && folder[0] == '/' && !strpbrk(folder, "\\'") ? folder
                                                                 : "/tmp";
}

static void close_pipe(pipe_file *file)
{
    unlink(file->path);
    rmdir(file->folder);
}

static upsert_status open_pipe(pipe_file *file, upsert_error *error)
{
    snprintf(file->folder, sizeof file->folder, "%s/upsert-XXXXXX",
             temporary_folder());
    if (!mkdtemp(file->folder))
        return up_error_set(error, UPSERT_FILE,
                            "cannot make a folder in %s for the pipe of "
                            "run.transport = load: %s",
                            temporary_folder(), strerror(errno));
    snprintf(file->path, sizeof file->path, "%s/rows", file->folder);
    if (mkfifo(file->path, 0600) == 0)
        file->end = open(file->path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (file->end >= 0)
        return UPSERT_OK;
    up_error_set(error, UPSERT_FILE, "cannot make a pipe in %s: %s",
                 file->folder, strerror(errno));
    close_pipe(file);
    return UPSERT_FILE;
}

/* ---------------------------------------------------------------- the rows */

static upsert_status encode(const up_sender *sender, up_carrier *carrier,
                            size_t first, size_t rows, up_buffer *file,
                            upsert_error *error)
{
    const up_plan *plan = &carrier->plan;
    up_buffer_reset(file);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < plan->facts.column_count; j++) {
            up_value value =
                up_carrier_value(sender, first + i, plan->cells[j]);
            up_load_text(file, value.data, value.length);
            bool last = j + 1 == plan->facts.column_count;
            up_buffer_text(file, last ? "\n" : "\t");
        }
    return file->failed ? up_error_memory(error) : UPSERT_OK;
}

static upsert_status execute(up_sender *sender, const up_carrier *carrier,
                             const pipe_file *file, int64_t *affected,
                             upsert_error *error)
{
    upsert_sql sql;
    const char *text;
    up_statement *statement = NULL;
    up_sql_init(&sql, carrier->plan.facts.dialect);
    sql.file = file->path;
    carrier->render(&carrier->plan.facts, 1, &sql);
    upsert_status status = up_sql_take(&sql, &text, error);
    if (status == UPSERT_OK)
        status = up_statement_new(sender->connection, text, 0, UP_PREPARE_NEVER,
                                  &statement, error);
    if (status == UPSERT_OK)
        status = up_statement_execute(statement, affected, error);
    up_statement_free(statement);
    up_sql_dispose(&sql);
    sender->statements++;
    return status;
}

/* The server may refuse before it reads: then the writer is told. */
static upsert_status execute_and_write(up_sender *sender,
                                       const up_carrier *carrier,
                                       pipe_file *file, int64_t *affected,
                                       upsert_error *error)
{
    pthread_t writer;
    int code = pthread_create(&writer, NULL, write_all, file);
    if (code) {
        close(file->end);
        return up_error_set(error, UPSERT_MEMORY,
                            "cannot start a thread for run.transport = load: "
                            "%s",
                            strerror(code));
    }
    upsert_status status = execute(sender, carrier, file, affected, error);
    file->over = true;
    pthread_join(writer, NULL);
    return status;
}

upsert_status up_load_rows(up_sender *sender, up_carrier *carrier, size_t first,
                           size_t rows, upsert_error *error)
{
    up_buffer *text = &carrier->file;
    pipe_file file = {.end = -1, .of = text};
    int64_t affected;
    upsert_status status = encode(sender, carrier, first, rows, text, error);
    if (status == UPSERT_OK)
        status = open_pipe(&file, error);
    if (status != UPSERT_OK)
        return status;
    status = execute_and_write(sender, carrier, &file, &affected, error);
    close_pipe(&file);
    if (status == UPSERT_OK && affected != (int64_t)rows)
        status = up_error_set(error, UPSERT_SQL,
                              "the server loaded another number of rows than "
                              "were sent");
    return status;
}
