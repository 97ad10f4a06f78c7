/* up_tally: what each mode's writes mean, and what stays unknown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "session/tally.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { NONE = -1 }; /* UPSERT_COUNT_UNKNOWN, short enough for a table */

typedef struct tally_case {
    const char *label;
    upsert_mode mode;
    bool only_changed;
    up_tally tally; /* sent, inserted, written, folded, deleted,
                       skipped, unclear */
    int64_t inserted, updated, unchanged, skipped, folded;
} tally_case;

#define UPSERT UPSERT_MODE_UPSERT
#define MISSING UPSERT_MODE_INSERT_MISSING
#define EXISTING UPSERT_MODE_UPDATE_EXISTING
#define INSERT UPSERT_MODE_INSERT

static const tally_case CASES[] = {
    {"nothing", UPSERT, true, {0, 0, 0, 0, 0, 0, 0, 0}, 0, 0, 0, 0, 0},
    {"all", UPSERT, true, {10, 3, 8, 4, 0, 0, 0, 0}, 3, 5, 2, 0, 4},
    {"all new", UPSERT, true, {10, 10, 10, 0, 0, 0, 0, 0}, 10, 0, 0, 0, 0},
    {"all equal", UPSERT, true, {10, 0, 0, 0, 0, 0, 0, 0}, 0, 0, 10, 0, 0},
    {"always", UPSERT, false, {10, 3, 10, 0, 0, 0, 0, 0}, 3, 7, 0, 0, 0},
    {"key only", UPSERT, false, {10, 3, 3, 0, 0, 0, 0, 0}, 3, 0, 7, 0, 0},
    {"which is not told",
     UPSERT,
     true,
     {10, NONE, 8, 1, 0, 0, 0, 0},
     NONE,
     NONE,
     2,
     0,
     1},
    {"not told",
     UPSERT,
     true,
     {10, NONE, NONE, 1, 0, 0, 0, 0},
     NONE,
     NONE,
     NONE,
     0,
     1},
    {"missing", MISSING, true, {10, 0, 4, 2, 0, 0, 0, 0}, 4, 0, 0, 6, 2},
    {"missing, told", MISSING, true, {10, 4, 4, 2, 0, 0, 0, 0}, 4, 0, 0, 6, 2},
    {"missing, part",
     MISSING,
     true,
     {10, NONE, 4, 0, 0, 0, 0, 0},
     4,
     0,
     0,
     6,
     0},
    {"missing, not",
     MISSING,
     true,
     {10, 0, NONE, 0, 0, 0, 0, 0},
     NONE,
     0,
     0,
     NONE,
     0},
    {"missing, always",
     MISSING,
     false,
     {5, 0, 5, 0, 0, 0, 0, 0},
     5,
     0,
     0,
     0,
     0},
    {"existing", EXISTING, true, {10, 0, 10, 3, 0, 0, 0, 0}, 0, 10, 0, 0, 3},
    {"equal or absent",
     EXISTING,
     true,
     {9, 0, 4, 0, 0, 0, 0, 0},
     0,
     4,
     NONE,
     NONE,
     0},
    {"absent", EXISTING, false, {9, 0, 4, 0, 0, 0, 0, 0}, 0, 4, 0, 5, 0},
    {"existing, not",
     EXISTING,
     false,
     {9, 0, NONE, 0, 0, 0, 0, 0},
     0,
     NONE,
     0,
     NONE,
     0},
    {"existing, nor",
     EXISTING,
     true,
     {9, 0, NONE, 0, 0, 0, 0, 0},
     0,
     NONE,
     NONE,
     NONE,
     0},
    {"passed over", UPSERT, true, {5, 5, 5, 0, 0, 2, 0, 0}, 5, 0, 0, 2, 0},
    {"missing, passed", MISSING, true, {5, 2, 2, 0, 0, 2, 0, 0}, 2, 0, 0, 5, 0},
    {"absent, passed",
     EXISTING,
     false,
     {9, 0, 4, 0, 0, 1, 0, 0},
     0,
     4,
     0,
     6,
     0},
    {"nobody asked",
     EXISTING,
     false,
     {5, 0, 5, 0, 0, 0, 2, 0},
     0,
     5,
     NONE,
     NONE,
     0},
    {"insert", INSERT, true, {10, 10, 10, 0, 0, 0, 0, 0}, 10, 0, 0, 0, 0},
    {"insert, not",
     INSERT,
     true,
     {10, NONE, NONE, 0, 0, 0, 0, 0},
     NONE,
     0,
     0,
     0,
     0},
};

static bool as_expected(const tally_case *c)
{
    upsert_counts counts = {.rows_read = 77, .deleted = 0, .rejected = 0};
    up_tally_counts(&c->tally, c->mode, c->only_changed, &counts);
    return counts.inserted == c->inserted && counts.updated == c->updated &&
           counts.unchanged == c->unchanged && counts.skipped == c->skipped &&
           counts.folded == c->folded && counts.rows_read == 77 &&
           counts.deleted == 0 && counts.rejected == 0;
}

static void counts_say_what_the_mode_means(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++)
        if (!as_expected(&CASES[i]))
            fail_msg("case \"%s\"", CASES[i].label);
}

static void known_counts_add_up_to_the_rows_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const tally_case *c = &CASES[i];
        if (c->inserted == NONE || c->updated == NONE || c->unchanged == NONE ||
            c->skipped == NONE)
            continue;
        assert_int_equal(c->inserted + c->updated + c->unchanged + c->skipped,
                         c->tally.sent + c->tally.skipped);
    }
}

static void counts_of_an_earlier_call_do_not_stay(void **state)
{
    (void)state;
    upsert_counts counts = {0};
    up_tally all = {10, 3, 8, 4, 0, 0, 0, 0};
    up_tally_counts(&all, UPSERT_MODE_UPSERT, true, &counts);
    up_tally_counts(&all, UPSERT_MODE_INSERT, true, &counts);
    assert_int_equal(counts.inserted, 8);
    assert_int_equal(counts.updated, 0);
    assert_int_equal(counts.unchanged, 0);
    up_tally_counts(&all, UPSERT_MODE_UPDATE_EXISTING, false, &counts);
    assert_int_equal(counts.inserted, 0);
    assert_int_equal(counts.skipped, 2);
}

static void assert_tally(const up_tally *tally, int64_t sent, int64_t inserted,
                         int64_t written, int64_t folded)
{
    assert_int_equal(tally->sent, sent);
    assert_int_equal(tally->inserted, inserted);
    assert_int_equal(tally->written, written);
    assert_int_equal(tally->folded, folded);
}

static void tallies_add_up(void **state)
{
    (void)state;
    up_tally all = {0};
    up_tally_add(&all, &(up_tally){10, 3, 8, 4, 0, 0, 0, 0});
    up_tally_add(&all, &(up_tally){1, 0, 1, 0, 0, 0, 0, 0});
    assert_tally(&all, 11, 3, 9, 4);
}

static void what_is_unknown_stays_unknown(void **state)
{
    (void)state;
    up_tally all = {0};
    up_tally_add(&all, &(up_tally){10, NONE, 8, 4, 0, 0, 0, 0});
    assert_tally(&all, 10, NONE, 8, 4);
    up_tally_add(&all, &(up_tally){10, 2, 8, 0, 0, 0, 0, 0});
    assert_tally(&all, 20, NONE, 16, 4);
    up_tally_add(&all, &(up_tally){1, 1, NONE, 0, 0, 0, 0, 0});
    up_tally_add(&all, &(up_tally){1, 1, 1, 0, 0, 0, 0, 0});
    up_tally_add(&all, &(up_tally){5, NONE, NONE, 0, 0, 0, 0, 0});
    assert_tally(&all, 27, NONE, NONE, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_say_what_the_mode_means),
        cmocka_unit_test(known_counts_add_up_to_the_rows_sent),
        cmocka_unit_test(counts_of_an_earlier_call_do_not_stay),
        cmocka_unit_test(tallies_add_up),
        cmocka_unit_test(what_is_unknown_stays_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
