/* upsert run: the rows, the progress, the report. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "job/job.h"

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Progress on a terminal, one line a second at most. */
typedef struct up_meter {
    double begun, shown;
} up_meter;

static void show_progress(void *context, const up_progress *progress)
{
    up_meter *meter = context;
    if (progress->rows % 1024 != 0)
        return;
    double now = seconds_now();
    if (now - meter->shown < 1)
        return;
    meter->shown = now;
    fprintf(stderr, "\r%" PRId64 " rows, %.0f rows/s", progress->rows,
            (double)progress->rows / (now - meter->begun));
    if (progress->bytes_all)
        fprintf(stderr, ", %.0f %%",
                100.0 * (double)progress->bytes_read /
                    (double)progress->bytes_all);
    fputs("\033[K", stderr);
}

static void clear_progress(const up_meter *meter)
{
    if (meter->shown > meter->begun)
        fputs("\r\033[K", stderr);
}

/* A run from its arguments to its report. */
typedef struct up_runner {
    up_arguments arguments;
    up_report report;
    up_job job;
    up_interrupt interrupt;
    up_meter meter;
} up_runner;

static upsert_status say_interrupted(upsert_error *error)
{
    upsert_error_clear(error);
    return up_error_set(error, UPSERT_CANCELLED,
                        "interrupted; what was not committed has been rolled "
                        "back");
}

/* Write the report, whatever came of it. @return the exit status. */
static int close_report(up_runner *runner, const upsert_error *outcome)
{
    upsert_error unwritten = UPSERT_ERROR_INIT;
    upsert_status status =
        up_report_close(&runner->report, outcome, &unwritten);
    return status == UPSERT_OK ? UP_EXIT_OK : up_fail(&unwritten);
}

/* The job is in another thread's hands, and has done nothing. */
static void leave(void *context)
{
    up_runner *runner = context;
    upsert_error error = UPSERT_ERROR_INIT;
    say_interrupted(&error);
    runner->report.seconds = seconds_now() - runner->meter.begun;
    close_report(runner, &error);
    up_fail(&error);
    _exit(UP_EXIT_INTERRUPTED);
}

static upsert_status run_job(up_runner *runner, bool *interrupted,
                             upsert_error *error)
{
    up_meter *meter = &runner->meter;
    bool shows = !runner->arguments.quiet && isatty(STDERR_FILENO);
    upsert_status status =
        up_job_open(runner->arguments.options, &runner->job, error);
    up_interrupt_enter(&runner->interrupt, status == UPSERT_OK
                                               ? UP_INTERRUPT_RUNNING
                                               : UP_INTERRUPT_ENDING);
    if (status == UPSERT_OK)
        status = up_job_run(&runner->job, shows ? show_progress : NULL, meter,
                            error);
    *interrupted =
        up_interrupt_enter(&runner->interrupt, UP_INTERRUPT_ENDING) &&
        status == UPSERT_CANCELLED;
    clear_progress(meter);
    runner->report.seconds = seconds_now() - meter->begun;
    up_report_take(&runner->report, runner->job.session);
    up_job_dispose(&runner->job);
    return *interrupted ? say_interrupted(error) : status;
}

/* The good rows are in, and the others are where the user can mend them. */
static int finish(const up_runner *runner)
{
    if (!runner->report.counts.rejected)
        return UP_EXIT_OK;
    if (!runner->arguments.quiet)
        fprintf(stderr, "upsert: rejected rows are in %s\n",
                up_options_text(runner->arguments.options, UP_RUN_REJECTS));
    return UP_EXIT_ROWS;
}

/* @return the exit status. */
static int run(up_runner *runner)
{
    upsert_error error = UPSERT_ERROR_INIT;
    bool interrupted = false;
    runner->meter.begun = runner->meter.shown = seconds_now();
    upsert_status status = up_interrupt_start(&runner->interrupt, &error);
    bool waits = status == UPSERT_OK;
    if (status == UPSERT_OK)
        status = run_job(runner, &interrupted, &error);
    if (status == UPSERT_OK && !runner->arguments.quiet)
        up_report_print(&runner->report, stdout);
    int written = close_report(runner, &error);
    if (status != UPSERT_OK)
        written = up_fail(&error);
    else if (written == UP_EXIT_OK)
        written = finish(runner);
    if (waits)
        up_interrupt_stop(&runner->interrupt);
    return interrupted ? UP_EXIT_INTERRUPTED : written;
}

int up_command_run(int argc, char **argv)
{
    upsert_error error = UPSERT_ERROR_INIT;
    up_runner runner = {
        .interrupt = {.job = &runner.job, .leave = leave, .context = &runner}};
    up_arguments *arguments = &runner.arguments;
    int exit_status;
    upsert_status status =
        up_arguments_read(argc, argv, true, arguments, &error);
    if (arguments->help) {
        up_arguments_dispose(arguments);
        return puts("upsert run JOB.ini [--set section.key=value]... "
                    "[--report FILE.json] [--quiet] [--restart]") < 0;
    }
    if (status == UPSERT_OK && arguments->report)
        status = up_report_open(&runner.report, arguments->report, &error);
    /* Who reads what we say may go away: that is an error of a write, if any.
     */
    signal(SIGPIPE, SIG_IGN);
    exit_status = status == UPSERT_OK ? run(&runner) : up_fail(&error);
    up_arguments_dispose(arguments);
    return exit_status;
}
