#include "scene.h"

#include <unistd.h>

#include <yajl/yajl_tree.h>

#include "cli/command.h"

static const char *const COUNT_NAMES[] = {"inserted", "updated", "unchanged",
                                          "skipped",  "deleted", "folded"};

/* The table after each commit, and what was done up to there. */
enum { COMMITS = 4 };
static const struct {
    const char *rows;
    int64_t counts[6];
} STATES[COMMITS] = {
    {"1|one|10\n2|two|20\n9|nine|90\n", {0, 0, 0, 0, 0, 0}},
    {"1|NULL|13\n3|three|30\n4|four|NULL\n9|nine|90\n", {2, 1, 0, 0, 1, 1}},
    {"1|one|13\n2|deux|5\n3|tres|34\n4|four|NULL\n", {3, 4, 0, 0, 2, 1}},
    {"1|one|13\n2|deux|5\n3|tres|34\n4|four|NULL\n5|five|50\n",
     {4, 4, 1, 0, 2, 1}},
};

static const char ROWS[] = "op,k,v,n\n"
                           "U,1,uno,1\n"
                           "U,3,three,30\n"
                           "U,1,,2\n"
                           "D,2,,\n"
                           "U,4,four,\n"
                           /* commit */
                           "U,2,deux,5\n"
                           "U,3,tres,-1\n"
                           "U,3,tres,5\n"
                           "D,9,,\n"
                           "U,1,one,0\n"
                           /* commit */
                           "U,5,five,50\n"
                           "U,4,four,\n";

static const char LINES[] =
    "{\"op\": \"U\", \"k\": 1, \"v\": \"uno\", \"n\": 1}\n"
    "{\"op\": \"U\", \"k\": 3, \"v\": \"three\", \"n\": 30}\n"
    "{\"op\": \"U\", \"k\": 1, \"v\": null, \"n\": 2}\n"
    "{\"op\": \"D\", \"k\": 2}\n"
    "{\"op\": \"U\", \"k\": 4, \"v\": \"four\"}\n"
    "{\"op\": \"U\", \"k\": 2, \"v\": \"deux\", \"n\": 5}\n"
    "{\"op\": \"U\", \"k\": 3, \"v\": \"tres\", \"n\": -1}\n"
    "{\"op\": \"U\", \"k\": 3, \"n\": 5}\n"
    "{\"op\": \"D\", \"k\": 9}\n"
    "{\"op\": \"U\", \"k\": 1, \"v\": \"one\", \"n\": 0}\n"
    "{\"op\": \"U\", \"k\": 5, \"v\": \"five\", \"n\": 50}\n"
    "{\"op\": \"U\", \"k\": 4, \"v\": \"four\", \"n\": null}\n";

bool scene_running;
static char folder[64];
static bool keeps_checkpoint;

static void write_text(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

bool scene_begin(fixture *f, const database *d)
{
    void *state = f;
    snprintf(folder, sizeof folder, "/tmp/upsert-fault.XXXXXX");
    if (!fixture_init(f, d) || !mkdtemp(folder) || chdir(folder) != 0)
        return false;
    fixture_begin(&state);
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    write_text("rows.csv", ROWS);
    write_text("rows.jsonl", LINES);
    return true;
}

void scene_end(fixture *f)
{
    static const char *const FILES[] = {"rows.csv", "rows.jsonl", "job.ini",
                                        "report.json"};
    void *state = f;
    if (f->hdbc)
        fixture_end(&state);
    for (size_t i = 0; i < LENGTH(FILES); i++)
        unlink(FILES[i]);
    rmdir(folder);
    fixture_dispose(f);
}

void scene_write_job(const fixture *f, const char *connection, const char *type)
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
             "[upsert]\n"
             "update = v, n:add\n"
             "delete_when = op:D\n"
             "[run]\n"
             "batch_rows = 3\n"
             "commit = 5\n",
             type, type, connection, table,
             f->database->forced ? f->database->dialect : "auto");
    write_text("job.ini", text);
}

void scene_keep_checkpoint(const fixture *f)
{
    FILE *file = fopen("job.ini", "a");
    assert_non_null(file);
    assert_true(fprintf(file, "checkpoint = yes\njob = %s\n", f->table) > 0);
    assert_int_equal(fclose(file), 0);
    /* The first run makes the table of checkpoints. */
    assert_int_equal(scene_run_again().exit_status, 0);
    keeps_checkpoint = true;
}

void scene_reset(const fixture *f)
{
    if (keeps_checkpoint) {
        char forget[256];
        snprintf(forget, sizeof forget,
                 "DELETE FROM [upsert_checkpoint] WHERE [job] = '%s'",
                 f->table);
        run(f, forget);
    }
    run(f, "DELETE FROM @");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20),"
           " (9, 'nine', 90)");
}

/* -------------------------------------------------------------- the run */

static char *read_text(const char *name)
{
    char *text = NULL;
    size_t size;
    FILE *file = fopen(name, "r");
    FILE *out = open_memstream(&text, &size);
    for (int c; file && (c = getc(file)) != EOF;)
        putc(c, out);
    fclose(out);
    if (file)
        fclose(file);
    return text;
}

static int64_t count_in(yajl_val report, const char *name)
{
    const char *path[] = {name, NULL};
    yajl_val value = yajl_tree_get(report, path, yajl_t_any);
    assert_true(YAJL_IS_INTEGER(value) || YAJL_IS_NULL(value));
    return YAJL_IS_INTEGER(value) ? YAJL_GET_INTEGER(value) : UNKNOWN;
}

static void read_report(run_outcome *o)
{
    const char *status[] = {"status", NULL};
    char *text = read_text("report.json");
    char why[256];
    yajl_val report = yajl_tree_parse(text, why, sizeof why);
    free(text);
    if (!report)
        return;
    snprintf(o->status, sizeof o->status, "%s",
             YAJL_GET_STRING(yajl_tree_get(report, status, yajl_t_string)));
    for (size_t i = 0; i < LENGTH(COUNT_NAMES); i++)
        o->counts[i] = count_in(report, COUNT_NAMES[i]);
    yajl_tree_free(report);
}

/* What the command says goes into the outcome; a sanitizer's report does not.
 */
run_outcome scene_run(const fixture *f)
{
    scene_reset(f);
    return scene_run_again();
}

run_outcome scene_run_again(void)
{
    char *arguments[] = {"run",         "job.ini", "--report",
                         "report.json", "--quiet", NULL};
    run_outcome o = {0};
    unlink("report.json");
    FILE *before = stderr;
    stderr = fmemopen(o.message, sizeof o.message - 1, "w");
    assert_non_null(stderr);
    scene_running = true;
    o.exit_status = up_command_run(LENGTH(arguments) - 1, arguments);
    scene_running = false;
    fclose(stderr);
    stderr = before;
    read_report(&o);
    return o;
}

/* ------------------------------------------------------------ the truth */

/* Which of STATES the table is in. */
static size_t find_state(const fixture *f, const char *fault)
{
    char *rows =
        read_on(f, f->hdbc, "SELECT [k], [v], [n] FROM @ ORDER BY [k]");
    size_t i = 0;
    while (i < COMMITS && strcmp(rows, STATES[i].rows) != 0)
        i++;
    if (i == COMMITS)
        fail_msg("%s: rows are lost or doubled:\n%s", fault, rows);
    free(rows);
    return i;
}

enum { UPDATED = 1, FOLDED = 5 };

/* Where memory is short two rows are updates that would have been folded. */
static bool counts_fit(const run_outcome *o, const int64_t *counts)
{
    for (size_t i = 0; i < LENGTH(COUNT_NAMES); i++) {
        int64_t expected = counts[i];
        if (i == UPDATED)
            expected += counts[FOLDED] - o->counts[FOLDED];
        else if (i == FOLDED && o->counts[FOLDED] < counts[FOLDED])
            continue;
        if (o->counts[i] != UNKNOWN && o->counts[i] != expected)
            return false;
    }
    return true;
}

void scene_expect_truth(const fixture *f, const run_outcome *o, bool committing,
                        const char *fault)
{
    size_t state = find_state(f, fault);
    bool unknown = strcmp(o->status, "unknown_outcome") == 0;
    if (unknown && !committing)
        fail_msg("%s: unknown_outcome without a COMMIT: %s", fault, o->message);
    if (o->exit_status == 0 && state != COMMITS - 1)
        fail_msg("%s: says that all went well, after %zu commits", fault,
                 state);
    if (o->exit_status != 0 &&
        (strncmp(o->message, "upsert: ", 8) != 0 || !o->message[9]))
        fail_msg("%s: fails with %d and says \"%s\"", fault, o->exit_status,
                 o->message);
    if (!o->status[0])
        return;
    if ((o->exit_status == 0) != (strcmp(o->status, "ok") == 0))
        fail_msg("%s: exit status %d, and the report says %s", fault,
                 o->exit_status, o->status);
    if (!counts_fit(o, STATES[state].counts) &&
        !(unknown && state && counts_fit(o, STATES[state - 1].counts)))
        fail_msg("%s: after %zu commits the report counts "
                 "%lld %lld %lld %lld %lld %lld (%s)",
                 fault, state, (long long)o->counts[0], (long long)o->counts[1],
                 (long long)o->counts[2], (long long)o->counts[3],
                 (long long)o->counts[4], (long long)o->counts[5], o->message);
}
