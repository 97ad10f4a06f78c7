#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "job/job_file.h"

static upsert_status apply_set(upsert_options *options, const char *setting,
                               upsert_error *error)
{
    const char *equals = strchr(setting, '=');
    if (!equals)
        return up_error_set(error, UPSERT_OPTION,
                            "--set takes section.key=value");
    char *name = strndup(setting, (size_t)(equals - setting));
    if (!name)
        return up_error_memory(error);
    upsert_status status = upsert_options_set(options, name, equals + 1, error);
    free(name);
    if (status != UPSERT_OK)
        up_error_prefix(error, "--set");
    return status;
}

/* Settings are applied after the job file: remember where they stand. */
static upsert_status read_flags(int argc, char **argv, bool accepts_report,
                                up_arguments *arguments, const char **settings,
                                size_t *count, upsert_error *error)
{
    static const struct option LONG[] = {
        {"set", required_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},
        {"report", required_argument, NULL, 'r'},
        {"quiet", no_argument, NULL, 'q'},
        {"restart", no_argument, NULL, 'R'},
        {NULL, 0, NULL, 0},
    };
    opterr = 0;
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", LONG, NULL)) != -1;) {
        if (c == 's')
            settings[(*count)++] = optarg;
        else if (c == 'h')
            arguments->help = true;
        else if (c == 'r' && accepts_report)
            arguments->report = optarg;
        else if (c == 'q' && accepts_report)
            arguments->quiet = true;
        else if (c == 'R' && accepts_report)
            arguments->restart = true;
        else
            return up_error_set(error, UPSERT_OPTION,
                                "'%s': unknown option, or its value is "
                                "missing; see upsert --help",
                                c == 'r' ? "--report" : argv[optind - 1]);
    }
    return UPSERT_OK;
}

/* The job file's name, without folder and ending. */
static upsert_status name_job(const char *path, upsert_options *options,
                              upsert_error *error)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t length = strlen(name);
    if (length > 4 && strcmp(name + length - 4, ".ini") == 0)
        length -= 4;
    char *copy = strndup(name, length);
    if (!copy)
        return up_error_memory(error);
    upsert_status status = upsert_options_set(options, "run.job", copy, error);
    free(copy);
    return status;
}

static upsert_status read_job(int argc, char **argv, up_arguments *arguments,
                              const char *const *settings, size_t count,
                              upsert_error *error)
{
    if (optind != argc - 1)
        return up_error_set(error, UPSERT_OPTION,
                            "%s takes one job file; see upsert --help",
                            argv[0]);
    upsert_status status = upsert_options_new(&arguments->options, error);
    if (status == UPSERT_OK)
        status = up_job_file_read(argv[optind], arguments->options, error);
    for (size_t i = 0; status == UPSERT_OK && i < count; i++)
        status = apply_set(arguments->options, settings[i], error);
    if (status == UPSERT_OK && arguments->restart)
        status =
            upsert_options_set(arguments->options, "run.restart", "yes", error);
    if (status == UPSERT_OK &&
        !up_options_given(arguments->options, UP_RUN_JOB))
        status = name_job(argv[optind], arguments->options, error);
    return status;
}

upsert_status up_arguments_read(int argc, char **argv, bool accepts_report,
                                up_arguments *arguments, upsert_error *error)
{
    *arguments = (up_arguments){0};
    const char **settings = calloc((size_t)argc, sizeof *settings);
    if (!settings)
        return up_error_memory(error);
    size_t count = 0;
    upsert_status status = read_flags(argc, argv, accepts_report, arguments,
                                      settings, &count, error);
    if (status == UPSERT_OK && !arguments->help)
        status = read_job(argc, argv, arguments, settings, count, error);
    free(settings);
    return status;
}

void up_arguments_dispose(up_arguments *arguments)
{
    upsert_options_free(arguments->options);
    *arguments = (up_arguments){0};
}

int up_exit_status(upsert_status status)
{
    switch (status) {
    case UPSERT_OK:
    case UPSERT_DONE:
        return UP_EXIT_OK;
    case UPSERT_ROW:
    case UPSERT_DUPLICATE_KEY:
    case UPSERT_CONSTRAINT:
    case UPSERT_VALUE:
        return UP_EXIT_ROWS;
    case UPSERT_OPTION:
    case UPSERT_ARGUMENT:
        return UP_EXIT_USAGE;
    case UPSERT_FILE:
        return UP_EXIT_FILE;
    default:
        return UP_EXIT_DATABASE;
    }
}

int up_fail(const upsert_error *error)
{
    fprintf(stderr, "upsert: %s\n", error->message);
    return up_exit_status(error->status);
}
