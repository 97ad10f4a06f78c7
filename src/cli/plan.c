/* upsert plan and upsert dialects: what would be done, and on what. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "dialect/matrix.h"
#include "job/job.h"

int up_command_plan(int argc, char **argv)
{
    upsert_error error = UPSERT_ERROR_INIT;
    up_arguments arguments;
    up_job job = {0};
    upsert_status status =
        up_arguments_read(argc, argv, false, &arguments, &error);
    if (arguments.help) {
        up_arguments_dispose(&arguments);
        return puts("upsert plan JOB.ini [--set section.key=value]...") < 0;
    }
    /* A checkpoint would be taken over, and nothing is to be changed. */
    if (status == UPSERT_OK)
        status = upsert_options_set(arguments.options, "run.checkpoint", "no",
                                    &error);
    if (status == UPSERT_OK)
        status = up_job_open(arguments.options, &job, &error);
    if (status == UPSERT_OK) {
        const char *plan = upsert_session_fact(job.session, "plan");
        fputs(plan ? plan : "", stdout);
    }
    up_job_dispose(&job);
    up_arguments_dispose(&arguments);
    return status == UPSERT_OK ? UP_EXIT_OK : up_fail(&error);
}

int up_command_dialects(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return puts("upsert dialects") < 0;
    if (argc > 1) {
        fputs("upsert: dialects takes no arguments\n", stderr);
        return UP_EXIT_USAGE;
    }
    up_buffer text = {0};
    up_dialects_table(&text);
    const char *table = up_buffer_string(&text);
    fputs(table ? table : "", stdout);
    up_buffer_dispose(&text);
    return UP_EXIT_OK;
}
