/* The command: upsert run | plan | dialects. */
#include <stdio.h>
#include <string.h>

#include <upsert/upsert.h>

#include "cli/command.h"

static const struct {
    const char *name;
    up_command *run;
} COMMANDS[] = {
    {"run", up_command_run},
    {"plan", up_command_plan},
    {"dialects", up_command_dialects},
};

static const char USAGE[] =
    "Usage: upsert run  JOB.ini [--set section.key=value]... "
    "[--report FILE.json] [--quiet]\n"
    "                      [--restart]\n"
    "       upsert plan JOB.ini [--set section.key=value]...\n"
    "       upsert dialects\n"
    "\n"
    "Put rows into any database that has an ODBC driver: insert those whose "
    "key is\n"
    "new, update those whose key is there.\n"
    "\n"
    "  run        do what the job file says\n"
    "  plan       connect, check, print the plan and the SQL, change nothing\n"
    "  dialects   the databases that are known, and how each is written to\n"
    "\n"
    "  --set section.key=value   set an option as if it stood in the job file\n"
    "  --report FILE.json        write what happened as one JSON object\n"
    "  --quiet                   print nothing but errors\n"
    "  --restart                 begin anew, whatever the checkpoint says\n"
    "  --help, --version\n"
    "\n"
    "Exit status: 0 every row is in; 1 bad rows; 2 usage or job file;\n"
    "3 database or connection; 4 a file that cannot be read or written;\n"
    "130 interrupted.\n";

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        fputs(USAGE, stdout);
        return 0;
    }
    if (strcmp(name, "--version") == 0) {
        printf("upsert %s\n", upsert_version());
        return 0;
    }
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (strcmp(name, COMMANDS[i].name) == 0)
            return COMMANDS[i].run(argc - 1, argv + 1);
    if (name[0])
        fprintf(stderr, "upsert: unknown command '%s'\n", name);
    fputs(USAGE, stderr);
    return UP_EXIT_USAGE;
}
