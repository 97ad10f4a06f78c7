/* What the commands share. */
#ifndef UP_CLI_COMMAND_H
#define UP_CLI_COMMAND_H

#include <stdbool.h>

#include "schema/options.h"

enum {
    UP_EXIT_OK = 0,
    UP_EXIT_ROWS = 1,
    UP_EXIT_USAGE = 2,
    UP_EXIT_DATABASE = 3,
    UP_EXIT_FILE = 4,
    UP_EXIT_INTERRUPTED = 130
};

typedef int up_command(int argc, char **argv);

up_command up_command_run;
up_command up_command_plan;
up_command up_command_dialects;

/** What was asked on the command line. */
typedef struct up_arguments {
    upsert_options *options; /* owned: the job file's, and --set over them */
    const char *report;      /* borrowed; NULL: none */
    bool quiet;
    bool restart;
    bool help;
} up_arguments;

/**
 * Read a command's arguments and its job file.
 * @param accepts_report  whether --report, --quiet and --restart are known.
 */
upsert_status up_arguments_read(int argc, char **argv, bool accepts_report,
                                up_arguments *arguments, upsert_error *error);

void up_arguments_dispose(up_arguments *arguments);

/** The exit status that stands for an error. */
int up_exit_status(upsert_status status);

/** Print an error to stderr. @return its exit status. */
int up_fail(const upsert_error *error);

#endif
