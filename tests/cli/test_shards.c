/* shards DATABASE [TEST]: several runs of one input at the same time, as
   examples/shards starts them. */
#include "command.h"

#include <sys/wait.h>

enum { SHARDS = 3, KEYS = 600, ROUNDS = 3 };

static void write_rows(void)
{
    FILE *file = fopen("rows.csv", "w");
    assert_non_null(file);
    fputs("k,v\n", file);
    for (int i = 0; i < KEYS * ROUNDS; i++)
        fprintf(file, "%d,%c\n", i % KEYS, 'a' + i / KEYS);
    assert_int_equal(fclose(file), 0);
}

static int start_all(void)
{
    char command[1024];
    snprintf(
        command, sizeof command,
        "PATH=\"$(dirname '%s'):$PATH\" '%s/shards/parallel.sh' %d job.ini",
        UPSERT_COMMAND, UPSERT_EXAMPLES, SHARDS);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int64_t rows_of_shard(int number)
{
    char name[32];
    size_t size;
    snprintf(name, sizeof name, "report.%d.json", number);
    char *text = read_bytes(name, &size);
    assert_non_null(text);
    write_file("report.json", text);
    free(text);
    yajl_val report = load_report();
    expect_text(report, "status", "ok");
    int64_t rows = YAJL_GET_INTEGER(report_value(report, "rows_read"));
    yajl_tree_free(report);
    return rows;
}

static void gnu_parallel_shares_an_input(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    write_rows();
    write_job_over(f, "csv",
                   "[upsert]\nupdate = v:append\n[run]\ncommit = 200\n");
    assert_int_equal(start_all(), 0);
    int64_t sum = 0;
    for (int i = 1; i <= SHARDS; i++) {
        int64_t rows = rows_of_shard(i);
        assert_in_range(rows, KEYS * ROUNDS / SHARDS / 2, KEYS * ROUNDS / 2);
        sum += rows;
    }
    assert_int_equal(sum, KEYS * ROUNDS);
    expect_rows(f, "SELECT [v], count(*) FROM @ GROUP BY [v]", "abc|600\n");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        CLI_TEST(gnu_parallel_shares_an_input),
    };
    return run_cli_tests(argc, argv, tests, LENGTH(tests));
}
