/* rejects DATABASE [TEST]: bad rows in a file of their own. */
#include "command.h"

#include <sys/stat.h>
#include <unistd.h>

static const char ALL[] = "SELECT [k], [v], [n] FROM @ ORDER BY [k]";
static const char REJECTING[] = "[run]\non_bad_row = reject\n";

/* ------------------------------------------------------------- the scene */

static void set_scene(const fixture *f, const char *type, const char *lines)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>,"
              " [n] <integer> NOT NULL CHECK ([n] < 100)");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10)");
    write_job_over(f, type, lines);
}

/* Expect a file, but for the messages of databases, which are as they like:
   of each line what stands before '*' must be there. */
static void expect_lines(const char *name, const char *pattern)
{
    size_t size;
    char *text = read_bytes(name, &size);
    assert_non_null(text);
    const char *at = text;
    for (; *pattern; pattern += strcspn(pattern, "\n") + 1) {
        size_t length = strcspn(pattern, "*\n");
        if (strncmp(at, pattern, length) != 0)
            fail_msg("%.*s does not begin line %s", (int)length, pattern, at);
        if (pattern[length] == '\n')
            assert_int_equal(at[length], '\n');
        at += strcspn(at, "\n") + 1;
    }
    assert_int_equal(*at, 0);
    free(text);
}

static void expect_no_file(const char *name)
{
    size_t size;
    assert_null(read_bytes(name, &size));
}

/* ------------------------------------------------------------- the tests */

static const char ROWS[] = "k,v,n\n"
                           "1,\"on\"\"e\",11\n"
                           "2,\"two, or\nso\",123\n" /* too much */
                           "3,three,30\r\n"
                           ",none,1\r\n" /* no key */
                           "4,four,\n"   /* NOT NULL */
                           "5,five,50\n";

static void bad_rows_go_to_a_file_as_they_came(void **state)
{
    fixture *f = *state;
    set_scene(f, "csv", REJECTING);
    write_file("rows.csv", ROWS);
    EXPECT(1, "rejects.csv", "run", "job.ini", "--report", "report.json");
    expect_rows(f, ALL, "1|on\"e|11\n3|three|30\n5|five|50\n");
    size_t size;
    char *text = read_bytes("rejects.csv", &size);
    assert_non_null(text);
    expect_contains(text, "k,v,n,reject_line,reject_column,reject_sqlstate,"
                          "reject_message\n2,\"two, or\nso\",123,3,");
    expect_contains(text, "\n,none,1,6,k,,");
    expect_contains(text, "NULL in the key");
    expect_contains(text, "\n4,four,,7,");
    free(text);
    yajl_val report = load_report();
    expect_text(report, "status", "ok");
    expect_number(report, "rows_read", NULL, 6);
    expect_number(report, "rejected", NULL, 3);
    yajl_tree_free(report);
}

/* The file is mended, and fed in as it is; what is wrong again has one reason.
 */
static void a_mended_file_can_be_fed_in(void **state)
{
    fixture *f = *state;
    set_scene(f, "csv", REJECTING);
    write_file("rows.csv", ROWS);
    EXPECT(1, "", "run", "--quiet", "job.ini");
    write_file(
        "mended.csv",
        "k,v,n,reject_line,reject_column,reject_sqlstate,reject_message\n"
        "2,\"two, or\nso\",99,3,,23514,\"too, much\"\n"
        "6,six,101,6,k,,no key\n"
        "4,four,40,7,n,23502,null\n");
    EXPECT(1, "rejects.csv", "run", "job.ini", "--set",
           "source.path=mended.csv");
    expect_rows(f, ALL,
                "1|on\"e|11\n2|two, or\nso|99\n3|three|30\n4|four|40\n"
                "5|five|50\n");
    expect_lines("rejects.csv",
                 "k,v,n,reject_line,reject_column,reject_sqlstate,"
                 "reject_message\n6,six,101,4,*\n");
    write_file("mended.csv", "k,v,n,reject_line,reject_column,reject_sqlstate,"
                             "reject_message\n6,six,66,4,,23514,x\n");
    EXPECT(0, "", "run", "job.ini", "--set", "source.path=mended.csv");
    expect_no_file("rejects.csv");
    EXPECT(2, "is the source itself", "run", "job.ini", "--set",
           "source.path=mended.csv", "--set", "run.rejects=./mended.csv");
    expect_lines("mended.csv", "k,v,n,*\n6,six,66,*\n");
}

static void a_delimiter_is_kept(void **state)
{
    fixture *f = *state;
    set_scene(f, "csv", REJECTING);
    write_file("rows.csv", "k;v;n\n2;\"a;b\";123\n");
    EXPECT(1, "", "run", "--quiet", "job.ini", "--set", "source.delimiter=;",
           "--set", "run.rejects=bad.csv");
    expect_lines("bad.csv", "k;v;n;reject_line;reject_column;reject_sqlstate;"
                            "reject_message\n2;\"a;b\";123;2;*\n");
    expect_no_file("rejects.csv");
}

static void json_rows_are_told_in_json(void **state)
{
    fixture *f = *state;
    set_scene(f, "jsonl", REJECTING);
    write_file("rows.jsonl", "{\"k\":1,\"n\":11}\n"
                             "{\"k\":2, \"v\":\"a}\\\"\", \"n\":123} \r\n"
                             "{}\n"
                             "{\"k\":3,\"n\":3}\n");
    EXPECT(1, "bad.jsonl", "run", "job.ini", "--set", "run.rejects=bad.jsonl");
    expect_rows(f, ALL, "1|one|11\n3|NULL|3\n");
    expect_lines("bad.jsonl",
                 "{\"k\":2, \"v\":\"a}\\\"\", \"n\":123,\"reject_line\":2,*\n"
                 "{\"reject_line\":3,\"reject_column\":\"k\","
                 "\"reject_sqlstate\":null,\"reject_message\":*\n");
    write_file("mended.jsonl",
               "{\"k\":2, \"v\":\"two\", \"n\":22,\"reject_line\":2,"
               "\"reject_column\":null,\"reject_sqlstate\":\"23514\","
               "\"reject_message\":\"x\"}\n"
               "{\"k\":4, \"n\":444,\"reject_line\":3,\"reject_column\":\"k\","
               "\"reject_sqlstate\":null,\"reject_message\":\"{y\"}\n");
    EXPECT(1, "", "run", "--quiet", "job.ini", "--set",
           "source.path=mended.jsonl", "--set", "run.rejects=bad.jsonl");
    expect_rows(f, ALL, "1|one|11\n2|two|22\n3|NULL|3\n");
    expect_lines("bad.jsonl", "{\"k\":4, \"n\":444,\"reject_line\":2,*\n");
    size_t size;
    char *text = read_bytes("bad.jsonl", &size);
    assert_null(strstr(text, "{y"));
    free(text);
}

/* A file of an earlier run does not look like this one's; and where the run
   stops the file holds what is committed, and no more. */
static void the_file_is_this_run_s(void **state)
{
    fixture *f = *state;
    set_scene(f, "csv", REJECTING);
    write_file("rejects.csv", "old\n");
    write_file("rows.csv", "k,v,n\n2,two,2\n");
    EXPECT(0, "", "run", "job.ini");
    expect_no_file("rejects.csv");
    write_file("rejects.csv", "old\n");
    write_file("rows.csv", "k,v,n\n3,a,123\n4,b,1\n5,c,123\n6,d,123\n");
    EXPECT(1, "rows.csv:4: ", "run", "job.ini", "--set", "run.max_rejects=1",
           "--report", "report.json");
    expect_rows(f, ALL, "1|one|10\n2|two|2\n");
    expect_no_file("rejects.csv");
    yajl_val report = load_report();
    expect_text(report, "status", "constraint");
    expect_number(report, "rejected", NULL, 0);
    yajl_tree_free(report);
    EXPECT(1, "run.max_rejects", "run", "job.ini", "--set", "run.max_rejects=1",
           "--set", "run.commit=2", "--report", "report.json");
    expect_rows(f, ALL, "1|one|10\n2|two|2\n4|b|1\n");
    expect_lines("rejects.csv", "k,v,n,*\n3,a,123,2,*\n");
    report = load_report();
    expect_number(report, "rejected", NULL, 1);
    yajl_tree_free(report);
    write_file("rejects.csv", "old\n");
    EXPECT(0, "", "plan", "job.ini");
    expect_lines("rejects.csv", "old\n");
}

static void a_file_that_cannot_be_written_is_4(void **state)
{
    fixture *f = *state;
    set_scene(f, "csv", REJECTING);
    write_file("rows.csv", "k,v,n\n2,two,2\n3,three,123\n4,four,4\n");
    EXPECT(4, "/dev/full: cannot write: ", "run", "job.ini", "--set",
           "run.rejects=/dev/full", "--report", "report.json");
    yajl_val report = load_report();
    expect_text(report, "status", "file");
    expect_number(report, "rejected", NULL, 0);
    expect_number(report, "inserted", NULL, 0);
    yajl_tree_free(report);
    EXPECT(4, "nowhere/rejects.csv: cannot write: ", "run", "job.ini", "--set",
           "run.rejects=nowhere/rejects.csv");
    EXPECT(4, "/tmp: cannot write: ", "run", "job.ini", "--set",
           "run.rejects=/tmp");
    expect_rows(f, ALL, "1|one|10\n");
}

/* Where a record ends is then not known. */
static void a_malformed_file_still_stops(void **state)
{
    fixture *f = *state;
    set_scene(f, "csv", REJECTING);
    write_file("rows.csv", "k,v,n\n2,two,2\n3,\"thr\"ee,3\n4,four,4\n");
    EXPECT(1, "rows.csv:3: ", "run", "job.ini");
    expect_rows(f, ALL, "1|one|10\n");
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest TESTS[] = {
        CLI_TEST(bad_rows_go_to_a_file_as_they_came),
        CLI_TEST(a_mended_file_can_be_fed_in),
        CLI_TEST(a_delimiter_is_kept),
        CLI_TEST(json_rows_are_told_in_json),
        CLI_TEST(the_file_is_this_run_s),
        CLI_TEST(a_file_that_cannot_be_written_is_4),
        CLI_TEST(a_malformed_file_still_stops),
    };
    return run_cli_tests(argc, argv, TESTS, LENGTH(TESTS));
}
