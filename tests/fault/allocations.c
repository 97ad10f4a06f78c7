/* allocations DATABASE: the k-th allocation of a run fails, for k = 1, 2, 3,
   ... until a run passes without its fault. The linker has the allocations of
   libupsert and of the command come here; those of drivers and of libraries
   do not. */
#include "scene.h"

#include <pthread.h>
#include <stdatomic.h>

static fixture the_fixture;
static atomic_long allocations; /* so far */
static long at;                 /* the one that fails; 0: none */
static int faults;              /* runs that said something else */

static bool fails(void)
{
    return scene_running && atomic_fetch_add(&allocations, 1) + 1 == at;
}

/* What --wrap calls the linker's names for both sides. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *data);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *data);

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t size)
{
    return fails() ? NULL : __real_strndup(text, size);
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *data)
{
    return fails() ? 11
                   : __real_pthread_create(thread, attributes, start, data);
}

/* @return whether the allocation came to pass. */
static bool step(const fixture *f, long k)
{
    char fault[64];
    allocations = 0;
    at = k;
    const run_outcome o = scene_run(f);
    snprintf(fault, sizeof fault, "allocation %ld", k);
    scene_expect_truth(f, &o, false, fault);
    bool failed = allocations >= k;
    if (!failed && o.exit_status != 0)
        fail_msg("a run without a fault fails: %s", o.message);
    bool said = strstr(o.message, "out of memory") ||
                strstr(o.message, "cannot start a thread");
    bool told = !o.status[0] || strcmp(o.status, "memory") == 0;
    if (o.exit_status != 0 && !(said && told)) {
        print_error("%s: %s says \"%s\"\n", fault, o.status, o.message);
        faults++;
    }
    return failed;
}

static void walk(const char *type)
{
    long k = 1;
    scene_write_job(&the_fixture, the_fixture.connection, type);
    while (step(&the_fixture, k))
        k++;
    print_message("%ld steps\n", k - 1);
    assert_true(k > 100);
    assert_int_equal(faults, 0);
}

static void a_run_from_csv(void **state)
{
    (void)state;
    walk("csv");
}

static void a_run_from_jsonl(void **state)
{
    (void)state;
    walk("jsonl");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(a_run_from_csv),
    cmocka_unit_test(a_run_from_jsonl),
};

int main(int argc, char **argv)
{
    const database *d = argc > 1 ? find_database(argv[1]) : NULL;
    if (!d) {
        fputs("Usage: allocations DATABASE\n", stderr);
        return 2;
    }
    int failed = 1;
    if (scene_begin(&the_fixture, d))
        failed = cmocka_run_group_tests_name(d->name, TESTS, NULL, NULL);
    scene_end(&the_fixture);
    return failed ? 1 : 0;
}
