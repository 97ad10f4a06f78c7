/* The command as a black box: files in a folder, a process, what it said. */
#ifndef UPSERT_TESTS_COMMAND_H
#define UPSERT_TESTS_COMMAND_H

#include <sys/types.h>

#include <yajl/yajl_tree.h>

#include "../conformance/conformance.h"

/** What a run of the command came to. */
typedef struct outcome {
    int status; /* of its exit; 128 and more: it was killed */
    char *out, *err;
} outcome;

/* All files lie in the folder that the command runs in. */

/** Write a file there; `text` may be NULL to remove it. */
void write_file(const char *name, const char *text);

/** Write bytes there. */
void write_bytes(const char *name, const char *bytes, size_t length);

/** A file's bytes, with a zero behind; the caller frees them. NULL: there is
    none. */
char *read_bytes(const char *name, size_t *size);

/** Run the command in the folder; `input` is a file for its standard input, or
    NULL. outcome_dispose() ends what it said. */
#define COMMAND(input, ...)                                                    \
    run_command(input, (const char *const[]){__VA_ARGS__, NULL})
outcome run_command(const char *input, const char *const *arguments);

/** Its standard streams; NULL: nothing, and files that finish_command() reads.
 */
typedef struct command_files {
    const char *input, *output, *errors;
} command_files;

/** Start it, and go on. */
pid_t start_command(const command_files *streams, const char *const *arguments);

/** Wait for its end. */
outcome finish_command(pid_t pid);

void outcome_dispose(outcome *o);

/** Run it, and expect an exit status and a part of what it says on standard
    error; "" means that it says nothing there. */
#define EXPECT(status, text, ...)                                              \
    expect_command(status, text, (const char *const[]){__VA_ARGS__, NULL})
void expect_command(int status, const char *text, const char *const *arguments);

/* ------------------------------------------------------------- the tests */

/** Write job.ini: it reads rows.csv or rows.jsonl into the test's table, by
    JOB_LINES lines before the test's own. */
void write_job_over(const fixture *f, const char *type, const char *lines);
enum { JOB_LINES = 7 };

/** The report that the command has written; yajl_tree_free() ends it. */
yajl_val load_report(void);

/** A field of it, which must be there. */
yajl_val report_value(yajl_val report, const char *name);

void expect_text(yajl_val report, const char *name, const char *text);

/** A count, or null where the database loses it: `lost` names such counts, and
    may be NULL. */
void expect_number(yajl_val report, const char *name, const char *lost,
                   int64_t number);

/** A test that begins in a folder without files. */
#define CLI_TEST(name)                                                         \
    cmocka_unit_test_setup_teardown(name, begin_test, fixture_end)
int begin_test(void **state);

/** Run those that main()'s arguments ask for. @return its exit status. */
int run_cli_tests(int argc, char **argv, const struct CMUnitTest *tests,
                  size_t count);

/** Run them on a database that is no argument. */
int run_cli_tests_on(const database *d, const struct CMUnitTest *tests,
                     size_t count);

#endif
