/* conformance DATABASE [TEST]: every area on one database. */
#include <assert.h>

#include "conformance.h"

enum { TESTS_MAXIMUM = 200 };

static const area *const AREAS[] = {
    &area_modes,     &area_repeats, &area_keys,         &area_identifiers,
    &area_values,    &area_errors,  &area_transactions, &area_transports,
    &area_spellings, &area_effects, &area_other_unique, &area_indexes,
    &area_identity,  &area_limits,  &area_rules,        &area_conditions,
    &area_law,       &area_pains,   &area_workers,      &area_recovery,
    &area_cancel,    &area_shards,  &area_secrets,      &area_fits,
    &area_rejects,
};

static size_t collect(struct CMUnitTest *tests, fixture *f)
{
    size_t count = 0;
    for (size_t i = 0; i < LENGTH(AREAS); i++)
        for (size_t k = 0; k < AREAS[i]->count; k++) {
            assert(count < TESTS_MAXIMUM);
            tests[count] = AREAS[i]->tests[k];
            tests[count].setup_func = fixture_begin;
            tests[count].teardown_func = fixture_end;
            tests[count++].initial_state = f;
        }
    return count;
}

int main(int argc, char **argv)
{
    const database *d = argc > 1 ? find_database(argv[1]) : NULL;
    if (!d) {
        fputs("Usage: conformance DATABASE [TEST]\n", stderr);
        return 2;
    }
    if (argc > 2)
        cmocka_set_test_filter(argv[2]);
    fixture f;
    struct CMUnitTest tests[TESTS_MAXIMUM];
    int failed = 1;
    if (fixture_init(&f, d))
        failed = _cmocka_run_group_tests(d->name, tests, collect(tests, &f),
                                         NULL, NULL);
    fixture_dispose(&f);
    return failed ? 1 : 0;
}
