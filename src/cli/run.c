/* upsert run: the rows, the progress, the report. */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
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

static upsert_status run_job(const upsert_options *options, bool quiet,
                             up_report *report, upsert_error *error)
{
    up_job job;
    up_meter meter = {.begun = seconds_now()};
    meter.shown = meter.begun;
    bool shows = !quiet && isatty(STDERR_FILENO);
    upsert_status status = up_job_open(options, &job, error);
    if (status == UPSERT_OK)
        status = up_job_run(&job, shows ? show_progress : NULL, &meter, error);
    clear_progress(&meter);
    report->seconds = seconds_now() - meter.begun;
    up_report_take(report, job.session);
    up_job_dispose(&job);
    return status;
}

int up_command_run(int argc, char **argv)
{
    upsert_error error = UPSERT_ERROR_INIT;
    up_arguments arguments;
    up_report report = {0};
    upsert_status status =
        up_arguments_read(argc, argv, true, &arguments, &error);
    if (arguments.help) {
        up_arguments_dispose(&arguments);
        return puts("upsert run JOB.ini [--set section.key=value]... "
                    "[--report FILE.json] [--quiet] [--restart]") < 0;
    }
    if (status == UPSERT_OK && arguments.report)
        status = up_report_open(&report, arguments.report, &error);
    if (status == UPSERT_OK)
        status = run_job(arguments.options, arguments.quiet, &report, &error);
    if (status == UPSERT_OK && !arguments.quiet)
        up_report_print(&report, stdout);
    upsert_error unwritten = UPSERT_ERROR_INIT;
    upsert_status written = up_report_close(&report, &error, &unwritten);
    up_arguments_dispose(&arguments);
    if (written != UPSERT_OK)
        up_fail(&unwritten);
    if (status != UPSERT_OK)
        return up_fail(&error);
    return up_exit_status(written);
}
