/* sources DATABASE [TEST]: JSON Lines, and rows that delete. */
#include "command.h"

static const char ALL[] = "SELECT [k], [v], [n] FROM @ ORDER BY [k]";
static const char BEFORE[] = "1|one|10\n2|two|20\n";

/* ------------------------------------------------------------- the scene */

static void set_scene(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> DEFAULT 'new',"
              " [n] <integer> DEFAULT 7");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
}

/* Set a job over these rows; `lines` are its own. */
static void set_job(const fixture *f, const char *type, const char *rows,
                    const char *lines)
{
    char name[16];
    snprintf(name, sizeof name, "rows.%s", type);
    write_job_over(f, type, lines);
    write_file(name, rows);
}

static void run_rows(const fixture *f, const char *type, const char *rows,
                     const char *lines)
{
    set_job(f, type, rows, lines);
    EXPECT(0, "", "run", "--quiet", "job.ini", "--report", "report.json");
}

static void fail_rows_of(const fixture *f, const char *type, const char *rows,
                         const char *lines, int status, const char *says)
{
    set_job(f, type, rows, lines);
    EXPECT(status, says, "run", "job.ini");
    expect_rows(f, ALL, BEFORE);
}

/* ------------------------------------------------------------ JSON Lines */

/* An absent field leaves its column alone, and is its default in a new row. */
static void absent_is_not_null(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run_rows(f, "jsonl",
             "{\"k\":1,\"v\":null}\n"
             "{\"k\":2,\"n\":21}\n"
             "\n"
             "{\"k\":3}\n"
             "{\"v\":null,\"n\":null,\"k\":4}\r\n"
             "{\"k\":5,\"v\":\"\",\"n\":-0}\n",
             "");
    expect_rows(f, ALL, "1|NULL|10\n2|two|21\n3|new|7\n4|NULL|NULL\n5||0\n");
}

static void rows_of_one_key_complete_each_other(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run_rows(f, "jsonl",
             "{\"k\":1,\"v\":\"x\"}\n"
             "{\"k\":9,\"v\":\"nine\"}\n"
             "{\"k\":1,\"n\":5}\n"
             "{\"k\":9,\"n\":9}\n"
             "{\"k\":8,\"n\":80}\n"
             "{\"k\":1,\"v\":null}\n",
             "");
    expect_rows(f, ALL, "1|NULL|5\n2|two|20\n8|new|80\n9|nine|9\n");
}

static void truth_goes_into_any_column(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [b] <boolean>,"
              " [i] <integer>, [t] <text>");
    run_rows(f, "jsonl",
             "{\"k\":1,\"b\":true,\"i\":true,\"t\":true}\n"
             "{\"k\":2,\"b\":false,\"i\":false,\"t\":false}\n"
             "{\"k\":3,\"b\":1,\"i\":1,\"t\":\"1\"}\n"
             "{\"k\":4,\"b\":null}\n",
             "");
    expect_rows(f,
                "SELECT [k], CASE WHEN [b] THEN 'T' WHEN NOT [b] THEN 'F' END,"
                " [i], [t] FROM @ ORDER BY [k]",
                "1|T|1|true\n2|F|0|false\n3|T|1|1\n4|NULL|NULL|NULL\n");
}

static void numbers_keep_their_digits(void **state)
{
    fixture *f = *state;
    create(f, "[k] <bigint> NOT NULL PRIMARY KEY, [t] <text>");
    run_rows(f, "jsonl",
             "{\"k\":9007199254740993,\"t\":0.10}\n"
             "{\"k\":9007199254740992,\"t\":12345678901234567890.12}\n"
             "{\"k\":-9223372036854775808,\"t\":1e400}\n"
             "{\"k\":9223372036854775807,\"t\":18446744073709551616}\n",
             "");
    expect_rows(f, "SELECT [k], [t] FROM @ ORDER BY [k]",
                "-9223372036854775808|1e400\n"
                "9007199254740992|12345678901234567890.12\n"
                "9007199254740993|0.10\n"
                "9223372036854775807|18446744073709551616\n");
}

static void decimals_keep_their_digits(void **state)
{
    fixture *f = *state;
    if (!f->database->exact_decimals)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <decimal>");
    run_rows(f, "jsonl",
             "{\"k\":1,\"v\":1234567890123456.1201}\n"
             "{\"k\":2,\"v\":9007199254740993}\n"
             "{\"k\":3,\"v\":\"0.1000\"}\n"
             "{\"k\":4,\"v\":-0.0001}\n",
             "");
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                "1|1234567890123456.1201\n2|9007199254740993.0000\n"
                "3|0.1000\n4|-0.0001\n");
}

static void nested_values_are_their_text(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    run_rows(f, "jsonl",
             "{\"k\":1,\"v\":{ \"a\" : [1, 2.50, \"x y\"] }}\n"
             "{\"k\":2,\"v\":[]}\n"
             "{\"k\":3,\"v\":\"\\u00e9\\ud83d\\ude00\\t\\\"\"}\n",
             "");
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                "1|{\"a\":[1,2.50,\"x y\"]}\n2|[]\n"
                "3|\xC3\xA9\xF0\x9F\x98\x80\t\"\n");
}

static void the_map_picks_fields(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run_rows(f, "jsonl",
             "{\"id\":1,\"name\":\"uno\",\"v\":\"not this\",\"more\":[1]}\n"
             "{\"id\":3,\"K\":8}\n",
             "[columns]\nmap = k=id, v=name\n");
    expect_rows(f, ALL, "1|uno|10\n2|two|20\n3|new|7\n");
}

static void names_may_differ_in_case(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run_rows(f, "jsonl", "{\"K\":1,\"V\":\"uno\"}\n{\"k\":3,\"N\":3}\n", "");
    expect_rows(f, ALL, "1|uno|10\n2|two|20\n3|new|3\n");
}

static void jsonl_comes_from_standard_input(void **state)
{
    fixture *f = *state;
    set_scene(f);
    set_job(f, "jsonl", "{\"k\":3,\"v\":\"three\"}\n", "");
    outcome o = COMMAND("rows.jsonl", "run", "--quiet", "job.ini", "--set",
                        "source.path=-");
    assert_string_equal(o.err, "");
    assert_int_equal(o.status, 0);
    outcome_dispose(&o);
    expect_rows(f, ALL, "1|one|10\n2|two|20\n3|three|7\n");
}

static void errors_in_jsonl_name_line_and_byte(void **state)
{
    fixture *f = *state;
    set_scene(f);
    static const struct {
        const char *rows;
        const char *says;
    } CASES[] = {
        {"{\"k\":1,\"v\":\"x\"}\n{\"k\":2,\"v\":x}\n", "rows.jsonl:2:12: "},
        {"{\"k\":3}\n\n{\"k\":4,\"w\":1}\n",
         "rows.jsonl:3:8: field \"w\": the table has no column"},
        {"{\"k\":3}\n{\"k\":4,\"k\":5}\n", "rows.jsonl:2:8: field \"k\""},
        {"{\"k\":3}\n[4]\n", "rows.jsonl:2:1: the line is no JSON object"},
        {"{\"k\":3}\n{\"k\":4", "rows.jsonl:2:7: "},
        {"{\"k\":3}\n\n{\"v\":\"x\"}\n{\"k\":5}\n", "rows.jsonl:3: row 2"},
        {"{\"k\":3}\n\n{\"k\":null}\n{\"k\":5}\n", "rows.jsonl:3: row 2"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++)
        fail_rows_of(f, "jsonl", CASES[i].rows, "", 1, CASES[i].says);
    if (f->database->typed)
        fail_rows_of(f, "jsonl",
                     "{\"k\":3}\n\n{\"k\":4,\"n\":\"x\"}\n{\"k\":5}\n", "", 1,
                     "rows.jsonl:3: row 2");
}

/* -------------------------------------------------------------- deletes */

#define DELETES "[upsert]\ndelete_when = op:D\n"

static void rows_delete_in_their_order(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run(f, "INSERT INTO @ VALUES (3, 'three', 30), (4, 'four', 40)");
    run_rows(f, "csv",
             "op,k,v,n\n"
             "D,1,,\n"              /* there */
             "D,9,,\n"              /* not there */
             "D,2,,\nI,2,zwei,22\n" /* then there again */
             "I,5,five,50\nD,5,,\n" /* then not there again */
             "U,3,drei,33\nD,3,,\nU,3,tres,34\n"
             "d,4,vier,44\n",
             DELETES);
    expect_rows(f, ALL, "2|zwei|22\n3|tres|34\n4|vier|44\n");
}

/* A row that was deleted and comes again begins anew. */
static void nothing_is_left_of_a_deleted_row(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run_rows(f, "jsonl",
             "{\"op\":\"D\",\"k\":1}\n{\"k\":1,\"n\":11}\n"
             "{\"k\":2,\"v\":\"zwei\"}\n{\"op\":\"D\",\"k\":2}\n{\"k\":2}\n"
             "{\"k\":3,\"op\":null}\n{\"op\":\"U\",\"k\":4}\n"
             "{\"op\":\"D\",\"k\":4}\n{\"op\":\"D\",\"k\":9}\n",
             DELETES);
    expect_rows(f, ALL, "1|new|11\n2|new|7\n3|new|7\n");
}

static void deletes_are_counted(void **state)
{
    fixture *f = *state;
    set_scene(f);
    run_rows(f, "jsonl",
             "{\"op\":\"D\",\"k\":1}\n{\"op\":\"D\",\"k\":8}\n"
             "{\"op\":\"D\",\"k\":9}\n",
             DELETES);
    expect_rows(f, ALL, "2|two|20\n");
    yajl_val report = load_report();
    expect_number(report, "rows_read", NULL, 3);
    expect_number(report, "deleted", NULL, 1);
    expect_number(report, "skipped", NULL, 2);
    expect_number(report, "inserted", NULL, 0);
    expect_number(report, "updated", NULL, 0);
    yajl_tree_free(report);
}

/* The cells of a row that deletes need not fit, but for its key. */
static void a_delete_needs_the_key_only(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> NOT NULL,"
              " [n] <integer> NOT NULL");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
    run_rows(f, "jsonl", "{\"op\":\"D\",\"k\":1}\n", DELETES);
    run_rows(f, "csv", "k,op,v,n\n2,D,,\n3,U,three,30\n", DELETES);
    expect_rows(f, ALL, "3|three|30\n");
    set_job(f, "jsonl", "{\"op\":\"D\",\"v\":\"three\"}\n", DELETES);
    EXPECT(1, "rows.jsonl:1: row 1", "run", "job.ini");
    expect_rows(f, ALL, "3|three|30\n");
}

static void the_mark_may_go_into_a_column(void **state)
{
    fixture *f = *state;
    set_scene(f);
    static const char JOB[] = "[upsert]\ndelete_when = '\"a:b\": gone '\n"
                              "[columns]\nmap = k=k, v=a:b\n";
    run_rows(f, "csv", "k,a:b,n\n1,gone,x\n2,here,y\n", JOB);
    expect_rows(f, ALL, "2|here|20\n");
    run_rows(f, "jsonl",
             "{\"k\":3,\"a:b\":\"there\"}\n{\"k\":2,\"a:b\":\"gone\"}\n", JOB);
    expect_rows(f, ALL, "3|there|7\n");
}

static void marks_are_checked(void **state)
{
    fixture *f = *state;
    set_scene(f);
    static const char CSV[] = "k,v,n\n1,uno,11\n";
    fail_rows_of(f, "csv", CSV, DELETES, 2,
                 "upsert.delete_when: rows.csv has no field named 'op'");
    fail_rows_of(f, "csv", CSV, "[upsert]\ndelete_when = op\n", 2,
                 "upsert.delete_when: ");
    fail_rows_of(f, "jsonl", "{\"k\":1}\n", "[upsert]\ndelete_when = op:\n", 2,
                 "upsert.delete_when: ");
}

/* -------------------------------------------------------------- examples */

/* Run the job of examples/changes into the test's table. */
static void run_changes(const fixture *f, const char *type)
{
    char connection[1100], table[320], dialect[96], path[512], kind[32];
    char name[300];
    table_option(f, name, sizeof name);
    snprintf(connection, sizeof connection, "target.connection=%s",
             f->connection);
    snprintf(table, sizeof table, "target.table=%s", name);
    snprintf(dialect, sizeof dialect, "target.dialect=%s",
             f->database->forced ? f->database->dialect : "auto");
    snprintf(path, sizeof path,
             "source.path=" UPSERT_EXAMPLES "/changes/changes.%s", type);
    snprintf(kind, sizeof kind, "source.type=%s", type);
    EXPECT(0, "", "run", UPSERT_EXAMPLES "/changes/job.ini", "--quiet", "--set",
           connection, "--set", table, "--set", dialect, "--set", path, "--set",
           kind);
}

static void the_changes_go_in_by_either_source(void **state)
{
    fixture *f = *state;
    static const char *const TYPES[] = {"jsonl", "csv"};
    create(f, "[sku] VARCHAR(20) NOT NULL PRIMARY KEY,"
              " [name] VARCHAR(100) DEFAULT 'unnamed' NOT NULL,"
              " [price] NUMERIC(10,2), [stock] <integer> DEFAULT 0 NOT NULL");
    for (size_t i = 0; i < LENGTH(TYPES); i++) {
        run(f, "DELETE FROM @");
        run_changes(f, TYPES[i]);
        expect_rows(f,
                    "SELECT [sku], [name], CASE WHEN [price] = 17.90"
                    " THEN 'less' END, [stock] FROM @ ORDER BY [sku]",
                    "A-1|lamp|less|4\nA-2|shade, large|NULL|0\n"
                    "B-1|chair|NULL|3\n");
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        CLI_TEST(absent_is_not_null),
        CLI_TEST(rows_of_one_key_complete_each_other),
        CLI_TEST(truth_goes_into_any_column),
        CLI_TEST(numbers_keep_their_digits),
        CLI_TEST(decimals_keep_their_digits),
        CLI_TEST(nested_values_are_their_text),
        CLI_TEST(the_map_picks_fields),
        CLI_TEST(names_may_differ_in_case),
        CLI_TEST(jsonl_comes_from_standard_input),
        CLI_TEST(errors_in_jsonl_name_line_and_byte),
        CLI_TEST(rows_delete_in_their_order),
        CLI_TEST(nothing_is_left_of_a_deleted_row),
        CLI_TEST(deletes_are_counted),
        CLI_TEST(a_delete_needs_the_key_only),
        CLI_TEST(the_mark_may_go_into_a_column),
        CLI_TEST(marks_are_checked),
        CLI_TEST(the_changes_go_in_by_either_source),
    };
    return run_cli_tests(argc, argv, tests, LENGTH(tests));
}
