#include "session/checkpoint.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "dialect/sql.h"
#include "session/backoff.h"
#include "session/run.h"
#include "session/sender.h"

/* The columns that are numbers, behind those that are texts. NULL is a count
   that the database did not tell. */
static const struct {
    const char *name;
    size_t offset; /* of an int64_t in up_mark */
} NUMBERS[] = {
    {"position", offsetof(up_mark, position)},
    {"sent", offsetof(up_mark, tally.sent)},
    {"inserted", offsetof(up_mark, tally.inserted)},
    {"written", offsetof(up_mark, tally.written)},
    {"folded", offsetof(up_mark, tally.folded)},
    {"deleted", offsetof(up_mark, tally.deleted)},
    {"skipped", offsetof(up_mark, tally.skipped)},
    {"unclear", offsetof(up_mark, tally.unclear)},
    {"rejected", offsetof(up_mark, tally.rejected)},
};
#define NUMBER_COUNT (sizeof NUMBERS / sizeof *NUMBERS)

/* The longest name of a job, in bytes, without its shard. */
enum { JOB_MAXIMUM = 128 };

/* Those that are read before them. */
enum { WORKER, INPUT, SETTINGS, FINISHED, FIRST_NUMBER };

static int64_t *number_of(up_mark *mark, size_t index)
{
    return (int64_t *)((char *)mark + NUMBERS[index].offset);
}

/* ----------------------------------------------------------------- SQL text */

static void append_column(upsert_sql *sql, const char *before, const char *name,
                          const char *behind)
{
    upsert_sql_text(sql, before);
    upsert_sql_name(sql, name);
    upsert_sql_text(sql, behind);
}

static void append_number(upsert_sql *sql, int64_t number)
{
    if (number == UPSERT_COUNT_UNKNOWN)
        upsert_sql_text(sql, "NULL");
    else
        upsert_sql_number(sql, (uint64_t)number);
}

/* What every database has: DECIMAL(18) is the widest that all of them take. */
static void append_create(const up_checkpoint *checkpoint, upsert_sql *sql)
{
    upsert_sql_text(sql, "CREATE TABLE ");
    upsert_sql_text(sql, checkpoint->table);
    append_column(sql, " (", "job", " VARCHAR(160) NOT NULL");
    append_column(sql, ", ", "worker", " DECIMAL(18) NOT NULL");
    append_column(sql, ", ", "input", " VARCHAR(32) NOT NULL");
    append_column(sql, ", ", "settings", " VARCHAR(32) NOT NULL");
    append_column(sql, ", ", "owner", " VARCHAR(32) NOT NULL");
    append_column(sql, ", ", "writes", " DECIMAL(18) NOT NULL");
    append_column(sql, ", ", "finished", " DECIMAL(18) NOT NULL");
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        append_column(sql, ", ", NUMBERS[i].name, " DECIMAL(18)");
    append_column(sql, ", PRIMARY KEY (", "job", "");
    append_column(sql, ", ", "worker", "))");
}

static void append_read(const up_checkpoint *checkpoint, upsert_sql *sql)
{
    append_column(sql, "SELECT ", "worker", "");
    append_column(sql, ", ", "input", "");
    append_column(sql, ", ", "settings", "");
    append_column(sql, ", ", "finished", "");
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        append_column(sql, ", ", NUMBERS[i].name, "");
    upsert_sql_text(sql, " FROM ");
    upsert_sql_text(sql, checkpoint->table);
    append_column(sql, " WHERE ", "job", " = ?");
    append_column(sql, " ORDER BY ", "worker", "");
}

static void append_delete(const up_checkpoint *checkpoint, upsert_sql *sql)
{
    upsert_sql_text(sql, "DELETE FROM ");
    upsert_sql_text(sql, checkpoint->table);
    append_column(sql, " WHERE ", "job", " = ?");
}

/* A count of writes changes with each of them: MySQL says of an UPDATE that
   changes nothing that it has found nothing. */
static void append_update(const up_checkpoint *checkpoint, upsert_sql *sql)
{
    upsert_sql_text(sql, "UPDATE ");
    upsert_sql_text(sql, checkpoint->table);
    append_column(sql, " SET ", "writes", " = ");
    append_column(sql, "", "writes", " + 1");
}

static void append_insert(const up_checkpoint *checkpoint, size_t worker,
                          upsert_sql *sql)
{
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_sql_text(sql, checkpoint->table);
    append_column(sql, " (", "job", "");
    append_column(sql, ", ", "worker", "");
    append_column(sql, ", ", "input", "");
    append_column(sql, ", ", "settings", "");
    append_column(sql, ", ", "owner", "");
    append_column(sql, ", ", "writes", "");
    append_column(sql, ", ", "finished", "");
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        append_column(sql, ", ", NUMBERS[i].name, "");
    upsert_sql_text(sql, ") VALUES (?, ");
    upsert_sql_number(sql, worker);
    upsert_sql_text(sql, ", ?, ?, ?, 0, 0");
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        upsert_sql_text(sql, ", 0");
    upsert_sql_text(sql, ")");
}

/* Of this run's rows the one of a worker. */
static void append_own(size_t worker, upsert_sql *sql)
{
    append_column(sql, " WHERE ", "job", " = ?");
    append_column(sql, " AND ", "owner", " = ?");
    append_column(sql, " AND ", "worker", " = ");
    upsert_sql_number(sql, worker);
}

/* --------------------------------------------------------------- statements */

/* Run the text, and end it. */
static upsert_status run_text(upsert_sql *sql, up_connection *connection,
                              const char *const *parameters, size_t count,
                              int64_t *affected, upsert_error *error)
{
    const char *text = NULL;
    upsert_status status = up_sql_take(sql, &text, error);
    if (status == UPSERT_OK)
        status = up_connection_write(connection, text, parameters, count,
                                     affected, error);
    up_sql_dispose(sql);
    return status;
}

typedef void append_text(const up_checkpoint *checkpoint, upsert_sql *sql);

/* Run a text that has the job for its only parameter, or none. */
static upsert_status run_for_job(const up_run *run, up_connection *connection,
                                 append_text *append, size_t parameters,
                                 upsert_error *error)
{
    upsert_sql sql;
    int64_t ignored;
    up_sql_init(&sql, run->dialect);
    append(&run->checkpoint, &sql);
    return run_text(&sql, connection,
                    (const char *const[]){run->checkpoint.job}, parameters,
                    &ignored, error);
}

static upsert_status read_rows(const up_run *run, up_connection *connection,
                               up_result *rows, upsert_error *error)
{
    upsert_sql sql;
    const char *text = NULL;
    *rows = (up_result){0};
    up_sql_init(&sql, run->dialect);
    append_read(&run->checkpoint, &sql);
    upsert_status status = up_sql_take(&sql, &text, error);
    if (status == UPSERT_OK)
        status = up_connection_query(connection, text,
                                     (const char *const[]){run->checkpoint.job},
                                     1, rows, error);
    up_sql_dispose(&sql);
    return status;
}

static int64_t cell_number(const up_result *rows, size_t row, size_t column)
{
    const char *cell = up_result_cell(rows, row, column);
    return cell ? strtoll(cell, NULL, 10) : UPSERT_COUNT_UNKNOWN;
}

static up_mark row_mark(const up_result *rows, size_t row)
{
    up_mark mark = {.finished = cell_number(rows, row, FINISHED) != 0};
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        *number_of(&mark, i) = cell_number(rows, row, FIRST_NUMBER + i);
    return mark;
}

/* An UPDATE of the worker's own row. */
static upsert_status update_own(const up_run *run, up_connection *connection,
                                size_t worker, upsert_sql *sql,
                                upsert_error *error)
{
    int64_t affected;
    append_own(worker, sql);
    upsert_status status = run_text(
        sql, connection,
        (const char *const[]){run->checkpoint.job, run->checkpoint.owner}, 2,
        &affected, error);
    if (status != UPSERT_OK || affected != 0)
        return status;
    return up_error_set(error, UPSERT_SQL,
                        "another run of the job has taken its checkpoint over");
}

upsert_status up_checkpoint_write(const up_run *run, up_connection *connection,
                                  size_t worker, const up_mark *mark,
                                  upsert_error *error)
{
    upsert_sql sql;
    up_mark values = *mark;
    up_sql_init(&sql, run->dialect);
    append_update(&run->checkpoint, &sql);
    append_column(&sql, ", ", "finished", mark->finished ? " = 1" : " = 0");
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        append_column(&sql, ", ", NUMBERS[i].name, " = ");
        append_number(&sql, *number_of(&values, i));
    }
    return update_own(run, connection, worker, &sql, error);
}

upsert_status up_checkpoint_read(const up_run *run, up_connection *connection,
                                 size_t worker, up_mark *mark,
                                 upsert_error *error)
{
    upsert_sql sql;
    up_result rows;
    up_sql_init(&sql, run->dialect);
    append_update(&run->checkpoint, &sql);
    /* In autocommit mode: nothing that waits for the row is kept waiting. */
    upsert_status status = update_own(run, connection, worker, &sql, error);
    if (status != UPSERT_OK)
        return status;
    status = read_rows(run, connection, &rows, error);
    if (status == UPSERT_OK && worker < rows.rows)
        *mark = row_mark(&rows, worker);
    up_result_dispose(&rows);
    return status;
}

/* ------------------------------------------------------------------ opening */

/* What an opening knows. */
typedef struct opening {
    up_run *run;
    up_connection *connection;
    bool restart;
    up_mark **marks;
    up_checkpoint_found *found;
} opening;

static upsert_status other_than_before(const up_run *run, const char *what,
                                       upsert_error *error)
{
    return up_error_set(error, UPSERT_OPTION,
                        "run.checkpoint: job '%s' has not finished, and %s "
                        "since it began: put that back and run it again, or "
                        "begin anew with --restart (run.restart)",
                        run->checkpoint.job, what);
}

static upsert_status insert_rows(const opening *o, upsert_error *error)
{
    const up_checkpoint *checkpoint = &o->run->checkpoint;
    upsert_status status =
        run_for_job(o->run, o->connection, append_delete, 1, error);
    for (size_t i = 0; i < o->run->workers && status == UPSERT_OK; i++) {
        upsert_sql sql;
        int64_t ignored;
        up_sql_init(&sql, o->run->dialect);
        append_insert(checkpoint, i, &sql);
        status = run_text(
            &sql, o->connection,
            (const char *const[]){checkpoint->job, checkpoint->input,
                                  checkpoint->settings, checkpoint->owner},
            4, &ignored, error);
    }
    *o->found = UP_CHECKPOINT_BEGUN;
    return status;
}

static bool all_finished(const up_result *rows)
{
    for (size_t i = 0; i < rows->rows; i++)
        if (cell_number(rows, i, FINISHED) == 0)
            return false;
    return true;
}

static bool equals(const up_result *rows, size_t column, const char *hash)
{
    const char *cell = up_result_cell(rows, 0, column);
    return cell && strcmp(cell, hash) == 0;
}

/* Go on where an earlier run has stopped: with as many workers, for they share
   the rows by their number. */
static upsert_status go_on(const opening *o, const up_result *rows,
                           upsert_error *error)
{
    up_mark *marks = realloc(*o->marks, rows->rows * sizeof *marks);
    if (!marks)
        return up_error_memory(error);
    *o->marks = marks;
    for (size_t i = 0; i < rows->rows; i++)
        marks[i] = row_mark(rows, i);
    o->run->workers = rows->rows;
    *o->found =
        all_finished(rows) ? UP_CHECKPOINT_FINISHED : UP_CHECKPOINT_CONTINUED;
    return UPSERT_OK;
}

static upsert_status decide(const opening *o, const up_result *rows,
                            upsert_error *error)
{
    const up_checkpoint *checkpoint = &o->run->checkpoint;
    if (rows->rows == 0 || o->restart)
        return insert_rows(o, error);
    bool input = equals(rows, INPUT, checkpoint->input);
    bool settings = equals(rows, SETTINGS, checkpoint->settings);
    if (input && settings)
        return go_on(o, rows, error);
    if (all_finished(rows))
        return insert_rows(o, error);
    return other_than_before(o->run,
                             input ? "its settings or its table have changed"
                                   : "its input has changed",
                             error);
}

static upsert_status take_over(const opening *o, upsert_error *error)
{
    upsert_sql sql;
    int64_t ignored;
    up_sql_init(&sql, o->run->dialect);
    append_update(&o->run->checkpoint, &sql);
    append_column(&sql, ", ", "owner", " = ?");
    append_column(&sql, " WHERE ", "job", " = ?");
    return run_text(
        &sql, o->connection,
        (const char *const[]){o->run->checkpoint.owner, o->run->checkpoint.job},
        2, &ignored, error);
}

/* All in one transaction: a run that is refused leaves another one's rows in
   its name. */
static upsert_status open_once(const opening *o, upsert_error *error)
{
    const upsert_dialect *dialect = o->run->dialect;
    up_result rows = {0};
    upsert_status status =
        up_transaction_control(dialect, o->connection, UP_CONTROL_BEGIN, error);
    if (status != UPSERT_OK)
        return status;
    status = take_over(o, error);
    if (status == UPSERT_OK)
        status = read_rows(o->run, o->connection, &rows, error);
    if (status == UPSERT_OK)
        status = decide(o, &rows, error);
    if (status == UPSERT_OK)
        status = up_transaction_control(dialect, o->connection,
                                        UP_CONTROL_COMMIT, error);
    if (status != UPSERT_OK) {
        upsert_status undone = up_transaction_control(
            dialect, o->connection, UP_CONTROL_ROLLBACK, NULL);
        (void)undone; /* a connection that cannot is lost */
    }
    up_result_dispose(&rows);
    return status;
}

static bool another_is_in_the_way(upsert_status status)
{
    return status == UPSERT_RETRY_STATEMENT ||
           status == UPSERT_RETRY_TRANSACTION ||
           status == UPSERT_DUPLICATE_KEY; /* it has begun at the same time */
}

static upsert_status open_rows(const opening *o, upsert_error *error)
{
    up_backoff backoff = UP_BACKOFF_TRANSACTION;
    upsert_error failure = UPSERT_ERROR_INIT;
    size_t workers = o->run->workers;
    upsert_status status = open_once(o, &failure);
    while (another_is_in_the_way(status) &&
           up_backoff_wait(&backoff, o->run->cancel)) {
        upsert_error_clear(&failure);
        o->run->workers = workers;
        status = open_once(o, &failure);
    }
    return status == UPSERT_OK ? status : up_error_pass(error, &failure);
}

/* The table may be there, or be made by another run meanwhile. */
static upsert_status make_table(const up_run *run, up_connection *connection,
                                upsert_error *error)
{
    up_result rows;
    upsert_error why = UPSERT_ERROR_INIT;
    upsert_status status = read_rows(run, connection, &rows, &why);
    up_result_dispose(&rows);
    if (status == UPSERT_OK)
        return status;
    if (status == UPSERT_CONNECTION)
        return up_error_pass(error, &why);
    upsert_error_clear(&why);
    if (run_for_job(run, connection, append_create, 0, &why) == UPSERT_OK)
        return UPSERT_OK;
    status = read_rows(run, connection, &rows, NULL);
    up_result_dispose(&rows);
    if (status == UPSERT_OK)
        return status;
    up_error_prefix(&why, "run.checkpoint: the table %s cannot be made",
                    run->checkpoint.table);
    return up_error_pass(error, &why);
}

static upsert_status name_table(up_run *run, upsert_error *error)
{
    upsert_sql sql;
    const char *text = NULL;
    const upsert_plan plan = {.schema = run->plan.facts.schema,
                              .table = "upsert_checkpoint"};
    up_sql_init(&sql, run->dialect);
    upsert_render_table(&plan, &sql);
    upsert_status status = up_sql_take(&sql, &text, error);
    if (status == UPSERT_OK && !(run->checkpoint.table = strdup(text)))
        status = up_error_memory(error);
    up_sql_dispose(&sql);
    return status;
}

static upsert_status require(const upsert_options *options, up_option_id id,
                             upsert_error *error)
{
    return up_options_given(options, id)
               ? UPSERT_OK
               : up_error_set(error, UPSERT_OPTION, "run.checkpoint needs %s",
                              up_option_table[id].name);
}

static upsert_status check_options(const up_run *run,
                                   const upsert_options *options,
                                   upsert_error *error)
{
    if (!run->owns_transactions)
        return up_error_set(error, UPSERT_OPTION,
                            "run.checkpoint: the transactions are the "
                            "application's");
    upsert_status status = require(options, UP_RUN_JOB, error);
    if (status == UPSERT_OK)
        status = require(options, UP_RUN_INPUT, error);
    if (status == UPSERT_OK &&
        strlen(up_options_text(options, UP_RUN_JOB)) > JOB_MAXIMUM)
        status = up_error_set(error, UPSERT_OPTION,
                              "run.job: longer than %d bytes", JOB_MAXIMUM);
    return status;
}

static upsert_status name_run(up_run *run, const upsert_options *options,
                              upsert_error *error)
{
    up_checkpoint *checkpoint = &run->checkpoint;
    up_buffer job = {0};
    up_buffer_text(&job, up_options_text(options, UP_RUN_JOB));
    if (run->shard.count > 1) /* each goes on by itself */
        up_buffer_format(&job, " %" PRIu32 "/%" PRIu32, run->shard.number,
                         run->shard.count);
    if (!up_buffer_string(&job))
        return up_error_memory(error);
    checkpoint->job = job.data;
    up_fingerprint_text(up_options_text(options, UP_RUN_INPUT),
                        checkpoint->input);
    upsert_status status =
        up_fingerprint_settings(run, options, checkpoint->settings, error);
    return status == UPSERT_OK ? up_fingerprint_chance(checkpoint->owner, error)
                               : status;
}

upsert_status up_checkpoint_open(up_run *run, up_connection *connection,
                                 const upsert_options *options, up_mark **marks,
                                 up_checkpoint_found *found,
                                 upsert_error *error)
{
    *found = UP_CHECKPOINT_NONE;
    *marks = calloc(run->workers, sizeof **marks);
    if (!*marks)
        return up_error_memory(error);
    if (!up_options_number(options, UP_RUN_CHECKPOINT))
        return UPSERT_OK;
    const opening o = {
        .run = run,
        .connection = connection,
        .restart = up_options_number(options, UP_RUN_RESTART) != 0,
        .marks = marks,
        .found = found,
    };
    upsert_status status = check_options(run, options, error);
    if (status == UPSERT_OK)
        status = name_run(run, options, error);
    if (status == UPSERT_OK)
        status = name_table(run, error);
    if (status == UPSERT_OK)
        status = make_table(run, connection, error);
    return status == UPSERT_OK ? open_rows(&o, error) : status;
}

void up_checkpoint_dispose(up_checkpoint *checkpoint)
{
    free(checkpoint->job);
    free(checkpoint->table);
    *checkpoint = (up_checkpoint){0};
}
