/* walk DATABASE [KIND]: the k-th ODBC call of a run fails, for k = 1, 2, 3, ...
   until a run passes without its fault. */
#include "scene.h"

#include <dlfcn.h>

#include <odbcinst.h>

#include "driver/plan.h"

static const char *const KINDS[FAULT_KIND_COUNT] = {
    [FAULT_NONE] = "none",
    [FAULT_MUTE] = "mute",
    [FAULT_PIECES] = "pieces",
    [FAULT_SERIALISE] = "serialise",
    [FAULT_FULL] = "full",
    [FAULT_LOST] = "lost",
    [FAULT_ANSWER_LOST] = "answer_lost",
    [FAULT_LOST_QUIETLY] = "lost_quietly",
    [FAULT_INFO] = "info",
    [FAULT_NO_COUNT] = "no_count",
    [FAULT_NO_DATA] = "no_data",
    [FAULT_ROWS_LOST] = "rows_lost",
    [FAULT_ROWS_UNTOLD] = "rows_untold",
};

/* That a walk has, where many kinds of calls can fail. */
enum { STEPS_MINIMUM = 50 };

static fixture the_fixture;
static fault_plan *plan;

/* ------------------------------------------------------------- the driver */

/* The library of the driver that a connection string names. */
static bool find_library(const char *connection, char *path, size_t size)
{
    char name[64] = "";
    char library[256] = "";
    const char *at = strstr(connection, "Driver=");
    if (!at)
        return false;
    at += strlen("Driver=");
    at += *at == '{';
    snprintf(name, sizeof name, "%.*s", (int)strcspn(at, "};"), at);
    SQLGetPrivateProfileString(name, "Driver", "", library, sizeof library,
                               "odbcinst.ini");
    snprintf(path, size, "%s%s", library[0] == '/' ? "" : DRIVER_FOLDER "/",
             library);
    return library[0] != '\0';
}

/* The driver manager loads the very library that this one holds. */
static bool load_driver(const fixture *f)
{
    static char library[512];
    void *driver = dlopen(FAULT_DRIVER, RTLD_NOW | RTLD_LOCAL);
    void *found = driver ? dlsym(driver, FAULT_PLAN) : NULL;
    fault_plan_call *call;
    if (!found || !find_library(f->connection, library, sizeof library)) {
        fprintf(stderr, "no driver: %s\n", driver ? f->connection : dlerror());
        return false;
    }
    memcpy(&call, &found, sizeof call);
    plan = call();
    plan->real = library;
    plan->connection = f->connection;
    return true;
}

/* --------------------------------------------------------------- the walk */

static void expect_no_secret(const run_outcome *o, const char *fault)
{
    if (strstr(o->message, FAULT_SECRET))
        fail_msg("%s: tells a value: %s", fault, o->message);
}

static void set_plan(fault_kind kind, long at)
{
    plan->kind = kind;
    plan->at = at;
    plan->calls = plan->handles = 0;
    plan->function = NULL;
    plan->commits = false;
}

/* @return whether the fault came to pass. */
static bool step(const fixture *f, fault_kind kind, long at)
{
    char fault[128];
    set_plan(kind, at);
    const run_outcome o = scene_run(f);
    snprintf(fault, sizeof fault, "%s at call %ld, %s", KINDS[kind], at,
             plan->function ? plan->function : "which does not come");
    if (plan->handles)
        fail_msg("%s: %ld handles are left", fault, plan->handles);
    scene_expect_truth(f, &o, plan->commits, fault);
    expect_no_secret(&o, fault);
    if (!plan->function && o.exit_status != 0)
        fail_msg("a run without a fault fails: %s", o.message);
    return plan->function != NULL;
}

static void walk(void **state)
{
    const fault_kind *kind = *state;
    long k = 1;
    scene_write_job(&the_fixture, "Driver=" FAULT_DRIVER, "csv");
    while (step(&the_fixture, *kind, k))
        k++;
    print_message("%s: %ld steps\n", KINDS[*kind], k - 1);
    if (*kind < FAULT_NO_COUNT && k <= STEPS_MINIMUM)
        fail_msg("no more than %ld calls were seen", k - 1);
}

/* ------------------------------------------------------ with a checkpoint */

/* A fault after which a run with a checkpoint goes on by itself, once it had a
   connection: at a COMMIT, too. */
static bool is_survived(fault_kind kind, const run_outcome *o)
{
    return (kind == FAULT_LOST || kind == FAULT_ANSWER_LOST ||
            kind == FAULT_LOST_QUIETLY || kind == FAULT_SERIALISE) &&
           !strstr(o->message, "cannot connect");
}

/* Whatever comes of it, a second run leaves the whole, once. */
static bool step_and_resume(const fixture *f, fault_kind kind, long at)
{
    char fault[128];
    set_plan(kind, at);
    run_outcome o = scene_run(f);
    bool came = plan->function != NULL;
    snprintf(fault, sizeof fault, "%s at call %ld, %s, and a checkpoint",
             KINDS[kind], at, came ? plan->function : "which does not come");
    if (plan->handles)
        fail_msg("%s: %ld handles are left", fault, plan->handles);
    if (o.exit_status != 0 && is_survived(kind, &o))
        fail_msg("%s: is not survived: %s", fault, o.message);
    set_plan(FAULT_NONE, 0);
    if (o.exit_status != 0)
        o = scene_run_again();
    if (o.exit_status != 0)
        fail_msg("%s: cannot go on: %s", fault, o.message);
    scene_expect_truth(f, &o, false, fault);
    return came;
}

static void resume(void **state)
{
    const fault_kind *kind = *state;
    long k = 1;
    scene_write_job(&the_fixture, "Driver=" FAULT_DRIVER, "csv");
    set_plan(FAULT_NONE, 0);
    scene_keep_checkpoint(&the_fixture);
    while (step_and_resume(&the_fixture, *kind, k))
        k++;
    print_message("%s: %ld steps\n", KINDS[*kind], k - 1);
    assert_true(k > STEPS_MINIMUM);
}

static const char *const RESUMED[FAULT_KIND_COUNT] = {
    [FAULT_MUTE] = "mute_resumed",
    [FAULT_SERIALISE] = "serialise_resumed",
    [FAULT_LOST] = "lost_resumed",
    [FAULT_ANSWER_LOST] = "answer_lost_resumed",
    [FAULT_LOST_QUIETLY] = "lost_quietly_resumed",
};

static size_t collect(struct CMUnitTest *tests, fault_kind *kinds)
{
    size_t count = 0;
    for (int i = FAULT_NONE + 1; i < FAULT_KIND_COUNT; i++) {
        kinds[i] = (fault_kind)i;
        tests[count++] = (struct CMUnitTest){
            .name = KINDS[i], .test_func = walk, .initial_state = &kinds[i]};
    }
    for (int i = FAULT_NONE + 1; i < FAULT_KIND_COUNT; i++)
        if (RESUMED[i])
            tests[count++] = (struct CMUnitTest){.name = RESUMED[i],
                                                 .test_func = resume,
                                                 .initial_state = &kinds[i]};
    return count;
}

int main(int argc, char **argv)
{
    const database *d = argc > 1 ? find_database(argv[1]) : NULL;
    if (!d) {
        fputs("Usage: walk DATABASE [KIND]\n", stderr);
        return 2;
    }
    if (argc > 2)
        cmocka_set_test_filter(argv[2]);
    int failed = 1;
    struct CMUnitTest tests[2 * FAULT_KIND_COUNT];
    fault_kind kinds[FAULT_KIND_COUNT];
    if (scene_begin(&the_fixture, d) && load_driver(&the_fixture))
        failed = _cmocka_run_group_tests(d->name, tests, collect(tests, kinds),
                                         NULL, NULL);
    scene_end(&the_fixture);
    return failed ? 1 : 0;
}
