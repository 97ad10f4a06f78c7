#include "command.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---------------------------------------------------------------- files */

static char folder[64];

static bool folder_make(void)
{
    snprintf(folder, sizeof folder, "/tmp/upsert-cli.XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0;
}

static void folder_empty(void)
{
    DIR *entries = opendir(folder);
    for (struct dirent *e; entries && (e = readdir(entries));)
        if (e->d_name[0] != '.')
            unlinkat(dirfd(entries), e->d_name, 0);
    if (entries)
        closedir(entries);
}

void write_bytes(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

void write_file(const char *name, const char *text)
{
    if (text)
        write_bytes(name, text, strlen(text));
    else
        unlink(name);
}

char *read_bytes(const char *name, size_t *size)
{
    FILE *file = fopen(name, "rb");
    if (!file)
        return NULL;
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    for (int c; (c = getc(file)) != EOF;)
        putc(c, out);
    fclose(out);
    fclose(file);
    return text;
}

static char *read_file(const char *name)
{
    size_t size;
    return read_bytes(name, &size);
}

/* -------------------------------------------------------------- process */

static int wait_for(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

pid_t start_command(const command_files *streams, const char *const *arguments)
{
    const char *all[20] = {UPSERT_COMMAND};
    for (size_t i = 0; arguments[i]; i++) {
        assert_true(i + 2 < LENGTH(all));
        all[i + 1] = arguments[i];
    }
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(
        &files, 0, streams->input ? streams->input : "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1,
                                     streams->output ? streams->output : ".out",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&files, 2,
                                     streams->errors ? streams->errors : ".err",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid;
    assert_int_equal(posix_spawn(&pid, UPSERT_COMMAND, &files, NULL,
                                 (char *const *)all, environ),
                     0);
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

outcome finish_command(pid_t pid)
{
    outcome o = {.status = wait_for(pid)};
    o.out = read_file(".out");
    o.err = read_file(".err");
    unlink(".out");
    unlink(".err");
    return o;
}

outcome run_command(const char *input, const char *const *arguments)
{
    const command_files streams = {.input = input};
    return finish_command(start_command(&streams, arguments));
}

void outcome_dispose(outcome *o)
{
    free(o->out);
    free(o->err);
}

void expect_command(int status, const char *text, const char *const *arguments)
{
    outcome o = run_command(NULL, arguments);
    if (o.status != status)
        fail_msg("exit status %d instead of %d: %s", o.status, status, o.err);
    if (text[0])
        expect_contains(o.err, text);
    else
        assert_string_equal(o.err, "");
    outcome_dispose(&o);
}

/* --------------------------------------------------------------- report */

yajl_val load_report(void)
{
    char why[256] = "";
    char *text = read_file("report.json");
    assert_non_null(text);
    yajl_val report = yajl_tree_parse(text, why, sizeof why);
    if (!YAJL_IS_OBJECT(report))
        fail_msg("report.json: %s", why);
    free(text);
    return report;
}

yajl_val report_value(yajl_val report, const char *name)
{
    const char *path[] = {name, NULL};
    yajl_val value = yajl_tree_get(report, path, yajl_t_any);
    assert_non_null(value);
    return value;
}

void expect_text(yajl_val report, const char *name, const char *text)
{
    yajl_val found = report_value(report, name);
    assert_true(YAJL_IS_STRING(found));
    assert_string_equal(YAJL_GET_STRING(found), text);
}

void expect_number(yajl_val report, const char *name, const char *lost,
                   int64_t number)
{
    yajl_val found = report_value(report, name);
    if (lost && strstr(lost, name)) {
        assert_true(YAJL_IS_NULL(found));
        return;
    }
    assert_true(YAJL_IS_INTEGER(found));
    assert_int_equal(YAJL_GET_INTEGER(found), number);
}

/* ---------------------------------------------------------------- tests */

void write_job_over(const fixture *f, const char *type, const char *lines)
{
    char text[4096];
    char table[300];
    table_option(f, table, sizeof table);
    snprintf(text, sizeof text,
             "[source]\n"
             "path = rows.%s\n"
             "type = %s\n"
             "[target]\n"
             "connection = \"%s\"\n"
             "table = '%s'\n"
             "dialect = %s\n"
             "%s",
             type, type, f->connection, table,
             f->database->forced ? f->database->dialect : "auto", lines);
    write_file("job.ini", text);
}

static fixture the_fixture;

int begin_test(void **state)
{
    *state = &the_fixture;
    folder_empty();
    return fixture_begin(state);
}

int run_cli_tests(int argc, char **argv, const struct CMUnitTest *tests,
                  size_t count)
{
    const database *d = argc > 1 ? find_database(argv[1]) : NULL;
    if (!d) {
        fprintf(stderr, "Usage: %s DATABASE [TEST]\n", argv[0]);
        return 2;
    }
    if (argc > 2)
        cmocka_set_test_filter(argv[2]);
    return run_cli_tests_on(d, tests, count);
}

int run_cli_tests_on(const database *d, const struct CMUnitTest *tests,
                     size_t count)
{
    int failed = 1;
    if (fixture_init(&the_fixture, d) && folder_make())
        failed = _cmocka_run_group_tests(d->name, tests, count, NULL, NULL);
    folder_empty();
    rmdir(folder);
    fixture_dispose(&the_fixture);
    return failed ? 1 : 0;
}
