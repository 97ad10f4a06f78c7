/* Jobs: which field of a row goes where. A session that only writes down what
   it is told stands in for libupsert's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/error.h"
#include "job/job.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---------------------------------------------------------- the session */

struct upsert_session {
    size_t columns;
};

/* The table, where the job names no columns. */
static const char *const TABLE[] = {"k", "V", "n", "op"};

static upsert_session the_session;
static up_buffer said;

upsert_status upsert_session_new(const upsert_target *target,
                                 const upsert_options *options,
                                 const char *const *columns, size_t count,
                                 upsert_session **session, upsert_error *error)
{
    assert_null(target->connection);
    assert_null(target->hdbc);
    assert_non_null(options);
    (void)error;
    assert_int_equal(columns == NULL, count == 0);
    the_session.columns = columns ? count : LENGTH(TABLE);
    for (size_t i = 0; i < count; i++)
        up_buffer_format(&said, "%s%s", i ? "," : "", columns[i]);
    up_buffer_text(&said, columns ? ":" : "*:");
    *session = &the_session;
    return UPSERT_OK;
}

size_t upsert_session_columns(const upsert_session *session)
{
    return session->columns;
}

const char *upsert_session_column(const upsert_session *session, size_t column)
{
    assert_true(column < session->columns);
    return TABLE[column];
}

void upsert_session_free(upsert_session *session)
{
    (void)session;
}

static upsert_status say(const upsert_session *session, size_t column,
                         const char *text, size_t length)
{
    assert_ptr_equal(session, &the_session);
    assert_true(column < session->columns);
    up_buffer_format(&said, " %zu=%.*s", column, (int)length, text);
    return UPSERT_OK;
}

upsert_status upsert_row_text(upsert_session *session, size_t column,
                              const char *text, size_t length,
                              upsert_error *error)
{
    up_buffer cell = {0};
    (void)error;
    up_buffer_format(&cell, "<%.*s>", (int)length, text);
    upsert_status status = say(session, column, cell.data, cell.length);
    up_buffer_dispose(&cell);
    return status;
}

upsert_status upsert_row_null(upsert_session *session, size_t column,
                              upsert_error *error)
{
    (void)error;
    return say(session, column, "NULL", 4);
}

upsert_status upsert_row_skip(upsert_session *session, size_t column,
                              upsert_error *error)
{
    (void)error;
    return say(session, column, "-", 1);
}

upsert_status upsert_row_boolean(upsert_session *session, size_t column,
                                 int value, upsert_error *error)
{
    (void)error;
    return say(session, column, value ? "yes" : "no", value ? 3 : 2);
}

upsert_status upsert_row_delete(upsert_session *session, upsert_error *error)
{
    assert_ptr_equal(session, &the_session);
    (void)error;
    up_buffer_text(&said, " delete");
    return UPSERT_OK;
}

upsert_status upsert_row_put(upsert_session *session, upsert_error *error)
{
    assert_ptr_equal(session, &the_session);
    (void)error;
    up_buffer_text(&said, ";");
    return UPSERT_OK;
}

/* tests/cli has jobs that reject rows. */

upsert_status upsert_session_on_reject(upsert_session *session,
                                       const upsert_reject_listener *listener,
                                       upsert_error *error)
{
    (void)session, (void)listener, (void)error;
    fail();
    return UPSERT_ARGUMENT;
}

upsert_status upsert_row_attach(upsert_session *session, const void *data,
                                size_t length, upsert_error *error)
{
    (void)session, (void)data, (void)length, (void)error;
    fail();
    return UPSERT_ARGUMENT;
}

upsert_status upsert_row_reject(upsert_session *session,
                                const upsert_error *reason, upsert_error *error)
{
    (void)session, (void)reason, (void)error;
    fail();
    return UPSERT_ARGUMENT;
}

upsert_status upsert_session_flush(upsert_session *session, upsert_error *error)
{
    assert_ptr_equal(session, &the_session);
    (void)error;
    return UPSERT_OK;
}

void upsert_session_cancel(upsert_session *session)
{
    assert_ptr_equal(session, &the_session);
}

/* How often the end fails, and how often the rows may come again after that. */
static int failures, rewinds;

upsert_status upsert_session_finish(upsert_session *session,
                                    upsert_error *error)
{
    assert_ptr_equal(session, &the_session);
    if (failures && failures--)
        return up_error_set(error, UPSERT_CONNECTION, "lost");
    up_buffer_text(&said, " commit");
    return UPSERT_OK;
}

upsert_status upsert_session_rewind(upsert_session *session,
                                    upsert_error *error)
{
    assert_ptr_equal(session, &the_session);
    if (rewinds == 0)
        return up_error_set(error, UPSERT_CONNECTION, "lost");
    rewinds--;
    up_buffer_text(&said, " again:");
    return UPSERT_OK;
}

/* What an earlier run has left. */
static const char *checkpoint = "none";

const char *upsert_session_fact(upsert_session *session, const char *fact)
{
    assert_ptr_equal(session, &the_session);
    assert_string_equal(fact, "checkpoint");
    return checkpoint;
}

/* ------------------------------------------------------------- the jobs */

static char file[] = "/tmp/test_job.XXXXXX";

static void set(upsert_options *options, const char *name, const char *value)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_options_set(options, name, value, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

/* A job over a file that holds the rows. */
typedef struct job_case {
    const char *type, *rows;
    const char *map, *delete_when; /* NULL: not given */
    const char *says;              /* the session, or the message */
} job_case;

static upsert_options *options_of(const job_case *c)
{
    upsert_options *options;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    set(options, "source.type", c->type);
    set(options, "source.path", file);
    set(options, "columns.map", c->map ? c->map : "");
    set(options, "upsert.delete_when", c->delete_when ? c->delete_when : "");
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    assert_true(fputs(c->rows, out) >= 0);
    assert_int_equal(fclose(out), 0);
    return options;
}

static upsert_status run_job(const job_case *c, upsert_error *error)
{
    upsert_options *options = options_of(c);
    up_job job;
    up_buffer_reset(&said);
    upsert_status status = up_job_open(options, &job, error);
    if (status == UPSERT_OK)
        status = up_job_run(&job, NULL, NULL, error);
    up_job_dispose(&job);
    upsert_options_free(options);
    return status;
}

static void expect_cells(const job_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        upsert_error error = UPSERT_ERROR_INIT;
        if (run_job(&cases[i], &error) != UPSERT_OK)
            fail_msg("%s: %s", cases[i].rows, error.message);
        assert_string_equal(up_buffer_string(&said), cases[i].says);
    }
}

static void expect_refusals(const job_case *cases, size_t count,
                            upsert_status expected)
{
    for (size_t i = 0; i < count; i++) {
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_status status = run_job(&cases[i], &error);
        if (!strstr(error.message, cases[i].says))
            fail_msg("\"%s\" is not in: %s", cases[i].says, error.message);
        assert_int_equal(status, expected);
    }
}

static void maps_columns_of_csv(void **state)
{
    (void)state;
    static const job_case CASES[] = {
        {"csv", "k,v\n1,a\n2,\n", NULL, NULL,
         "k,v: 0=<1> 1=<a>; 0=<2> 1=NULL; commit"},
        {"csv", "k,v\n1,a\n", "a=v, b=k, c=v", NULL,
         "a,b,c: 0=<a> 1=<1> 2=<a>; commit"},
    };
    expect_cells(CASES, LENGTH(CASES));
}

static void maps_columns_of_jsonl(void **state)
{
    (void)state;
    static const job_case CASES[] = {
        {"jsonl",
         "{\"k\":1,\"v\":\"a\",\"n\":null}\n{\"N\":true,\"k\":0.10,\"V\":false}"
         "\n",
         NULL, NULL,
         "*: 0=<1> 1=<a> 2=NULL 3=-; 0=<0.10> 1=no 2=yes 3=-; commit"},
        {"jsonl", "", NULL, NULL, "*: commit"},
        {"jsonl", "{\"x\":1,\"y\":[1, 2],\"z\":3}\n{\"X\":1}\n",
         "a=y, b=x, c=y", NULL,
         "a,b,c: 0=<[1,2]> 1=<1> 2=<[1,2]>;"
         " 0=- 1=- 2=-; commit"},
    };
    expect_cells(CASES, LENGTH(CASES));
}

static void marks_rows_that_delete(void **state)
{
    (void)state;
    static const job_case CASES[] = {
        {"csv", "k,op,v\n1,U,a\n2,D,\n3,d,c\n4,,\n", NULL, "op:D",
         "k,v: 0=<1> 1=<a>; 0=<2> 1=NULL delete; 0=<3> 1=<c>; 0=<4> 1=NULL;"
         " commit"},
        {"csv", "k,op,v\n1,D,a\n", "k=k, v=v", "op:D",
         "k,v: 0=<1> 1=<a> delete; commit"},
        {"csv", "k,op,v\n1,D,a\n", "k=k, o=op", "op:D",
         "k,o: 0=<1> 1=<D> delete; commit"},
        {"csv", "k,a:b\n1,x y\n", NULL, "\"a:b\":x y",
         "k: 0=<1> delete; commit"},
        {"csv", "k,op\n1,\"\"\n2,\n", NULL, "op:\"\"",
         "k: 0=<1> delete; 0=<2>; commit"},
        {"jsonl",
         "{\"op\":\"D\",\"k\":1}\n{\"k\":2,\"op\":null}\n{\"k\":3,\"v\":4}\n",
         NULL, "op:D",
         "*: 0=<1> 1=- 2=- 3=- delete; 0=<2> 1=- 2=- 3=-; 0=<3> 1=<4> 2=- 3=-;"
         " commit"},
        {"jsonl", "{\"gone\":true,\"k\":1}\n{\"k\":2,\"gone\":false}\n", "k=k",
         "gone:true", "k: 0=<1> delete; 0=<2>; commit"},
        {"jsonl", "{\"op\":0,\"k\":1}\n{\"k\":2,\"op\":1}\n", "k=k, o=op",
         "op:1", "k,o: 0=<1> 1=<0>; 0=<2> 1=<1> delete; commit"},
    };
    expect_cells(CASES, LENGTH(CASES));
}

static void refuses_fields_that_are_not_there(void **state)
{
    (void)state;
    static const job_case CASES[] = {
        {"csv", "k,v\n1,a\n", NULL, "op:D",
         "upsert.delete_when: /tmp/test_job."},
        {"csv", "k,v\n1,a\n", NULL, "K:1", "has no field named 'K'"},
        {"csv", "k,v\n1,a\n", "a=x", NULL, "columns.map: /tmp/test_job."},
        {"csv", "k,v\n1,a\n", NULL, "op", "upsert.delete_when: there is no"},
        {"jsonl", "", NULL, "op:", "upsert.delete_when: the field or"},
    };
    expect_refusals(CASES, LENGTH(CASES), UPSERT_OPTION);
}

static void refuses_rows(void **state)
{
    (void)state;
    static const job_case CASES[] = {
        {"jsonl", "{\"k\":1}\n{\"k\":2,\"w\":3}\n", NULL, NULL,
         ":2:8: field \"w\": the table has no column of that name"},
        {"jsonl", "{\"k\":1,\"w\":3}\n", NULL, NULL,
         "columns.map picks fields"},
        {"csv", "op\nD\n", NULL, "op:D", "it has no columns"},
        {"csv", "", NULL, NULL, "the header is missing"},
    };
    expect_refusals(CASES, LENGTH(CASES), UPSERT_ROW);
}

static void refuses_what_is_of_csv_alone(void **state)
{
    (void)state;
    static const char *const SETTINGS[][2] = {{"source.delimiter", ";"},
                                              {"source.header", "no"},
                                              {"source.null", "NULL"}};
    static const job_case CASE = {"jsonl", "", NULL, NULL, ""};
    for (size_t i = 0; i < LENGTH(SETTINGS); i++) {
        upsert_options *options = options_of(&CASE);
        upsert_error error = UPSERT_ERROR_INIT;
        up_job job;
        set(options, SETTINGS[i][0], SETTINGS[i][1]);
        assert_int_equal(up_job_open(options, &job, &error), UPSERT_OPTION);
        assert_ptr_equal(strstr(error.message, SETTINGS[i][0]), error.message);
        up_job_dispose(&job);
        upsert_options_free(options);
    }
}

/* ------------------------------------------------------------ once more */

static const job_case TWO_ROWS = {
    "jsonl", "{\"k\":1,\"op\":\"D\"}\n{\"n\":2,\"k\":3}\n", NULL, "op:D", NULL,
};

static void rows_come_again(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    failures = rewinds = 2;
    assert_int_equal(run_job(&TWO_ROWS, &error), UPSERT_OK);
    assert_int_equal(error.status, UPSERT_OK);
    assert_string_equal(
        up_buffer_string(&said),
        "*: 0=<1> 1=- 2=- 3=- delete; 0=<3> 1=- 2=<2> 3=-; again:"
        " 0=<1> 1=- 2=- 3=- delete; 0=<3> 1=- 2=<2> 3=-; again:"
        " 0=<1> 1=- 2=- 3=- delete; 0=<3> 1=- 2=<2> 3=-; commit");
}

static void rows_come_again_only_where_that_may_do(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    failures = 2;
    rewinds = 1;
    assert_int_equal(run_job(&TWO_ROWS, &error), UPSERT_CONNECTION);
    assert_string_equal(error.message, "lost");
    failures = 0;
}

/* A file that has changed has other rows. */
static void rows_of_another_file_do_not_come(void **state)
{
    (void)state;
    upsert_options *options = options_of(&TWO_ROWS);
    upsert_error error = UPSERT_ERROR_INIT;
    up_job job;
    assert_int_equal(up_job_open(options, &job, &error), UPSERT_OK);
    upsert_options_free(options);
    FILE *out = fopen(file, "a");
    assert_non_null(out);
    assert_true(fputs("{\"k\":4}\n", out) >= 0);
    assert_int_equal(fclose(out), 0);
    failures = rewinds = 1;
    assert_int_equal(up_job_run(&job, NULL, NULL, &error), UPSERT_CONNECTION);
    assert_int_equal(rewinds, 1);
    rewinds = 0;
    up_job_dispose(&job);
}

static void a_finished_run_is_not_applied_again(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    checkpoint = "finished";
    assert_int_equal(run_job(&TWO_ROWS, &error), UPSERT_OK);
    checkpoint = "none";
    assert_string_equal(up_buffer_string(&said), "*:");
}

static void a_pipe_needs_a_name_for_its_input(void **state)
{
    (void)state;
    upsert_options *options = options_of(&TWO_ROWS);
    upsert_error error = UPSERT_ERROR_INIT;
    up_job job;
    set(options, "run.checkpoint", "yes");
    set(options, "source.path", "/dev/null");
    assert_int_equal(up_job_open(options, &job, &error), UPSERT_OPTION);
    assert_non_null(strstr(error.message, "/dev/null cannot be read twice"));
    up_job_dispose(&job);
    set(options, "run.input", "today's");
    assert_int_equal(up_job_open(options, &job, NULL), UPSERT_OK);
    assert_string_equal(up_options_text(job.options, UP_RUN_INPUT), "today's");
    up_job_dispose(&job);
    upsert_options_free(options);
}

static void take_hash(const char *rows, char *hash, size_t size)
{
    const job_case c = {"jsonl", rows, NULL, NULL, NULL};
    upsert_options *options = options_of(&c);
    up_job job;
    set(options, "run.checkpoint", "yes");
    assert_int_equal(up_job_open(options, &job, NULL), UPSERT_OK);
    snprintf(hash, size, "%s", up_options_text(job.options, UP_RUN_INPUT));
    up_job_dispose(&job);
    upsert_options_free(options);
}

static void the_input_is_known_by_its_bytes(void **state)
{
    (void)state;
    char one[64], same[64], other[64];
    take_hash("{\"k\":1}\n", one, sizeof one);
    take_hash("{\"k\":1}\n", same, sizeof same);
    take_hash("{\"k\":2}\n", other, sizeof other);
    assert_int_equal(strncmp(one, "xxh3:", 5), 0);
    assert_string_equal(one, same);
    assert_string_not_equal(one, other);
}

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(file);
    return fd < 0 || close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    up_buffer_dispose(&said);
    return unlink(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_columns_of_csv),
        cmocka_unit_test(maps_columns_of_jsonl),
        cmocka_unit_test(marks_rows_that_delete),
        cmocka_unit_test(refuses_fields_that_are_not_there),
        cmocka_unit_test(refuses_rows),
        cmocka_unit_test(refuses_what_is_of_csv_alone),
        cmocka_unit_test(rows_come_again),
        cmocka_unit_test(rows_come_again_only_where_that_may_do),
        cmocka_unit_test(rows_of_another_file_do_not_come),
        cmocka_unit_test(a_finished_run_is_not_applied_again),
        cmocka_unit_test(a_pipe_needs_a_name_for_its_input),
        cmocka_unit_test(the_input_is_known_by_its_bytes),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
