/* up_seen: every key is found again, in memory and on disk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/seen.h"

enum { MIB = 1 << 20, MANY = 100000 };

static up_seen *new_seen(size_t memory)
{
    up_seen *seen = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    if (up_seen_new(memory, &seen, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
    return seen;
}

/* The row that a key came in before. */
static int64_t add(up_seen *seen, const void *key, size_t length, int64_t row)
{
    int64_t before = -1;
    upsert_error error = UPSERT_ERROR_INIT;
    if (up_seen_add(seen, key, length, row, &before, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
    return before;
}

static void a_key_tells_the_row_that_it_came_in_first(void **state)
{
    (void)state;
    up_seen *seen = new_seen(MIB);
    assert_int_equal(add(seen, "laptop", 6, 1), 0);
    assert_int_equal(add(seen, "mouse", 5, 2), 0);
    assert_int_equal(add(seen, "laptop", 6, 3), 1);
    assert_int_equal(add(seen, "laptop", 6, 4), 1);
    assert_int_equal(add(seen, "mouse", 5, INT64_MAX), 2);
    assert_int_equal(add(seen, "desk", 4, INT64_MAX), 0);
    assert_int_equal(add(seen, "desk", 4, 7), INT64_MAX);
    up_seen_free(seen);
}

static void every_byte_of_a_key_counts(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        size_t length;
    } KEYS[] = {{NULL, 0},  {"\0", 1},   {"\0\0", 2},  {"a", 1},    {"A", 1},
                {"a ", 2},  {"a\0", 2},  {"a\0b", 3},  {"a\0c", 3}, {"1", 1},
                {"1.0", 3}, {"\xff", 1}, {"\xff\0", 2}};
    enum { COUNT = sizeof KEYS / sizeof *KEYS };
    up_seen *seen = new_seen(MIB);
    for (int64_t i = 0; i < COUNT; i++)
        assert_int_equal(add(seen, KEYS[i].key, KEYS[i].length, i + 1), 0);
    for (int64_t i = 0; i < COUNT; i++)
        assert_int_equal(add(seen, KEYS[i].key, KEYS[i].length, 99), i + 1);
    up_seen_free(seen);
}

static void a_key_may_be_longer_than_the_memory(void **state)
{
    (void)state;
    enum { LENGTH = 5 * MIB };
    char *key = malloc(LENGTH);
    assert_non_null(key);
    memset(key, 'x', LENGTH);
    up_seen *seen = new_seen(MIB);
    assert_int_equal(add(seen, key, LENGTH, 1), 0);
    key[LENGTH - 1] = 'y';
    assert_int_equal(add(seen, key, LENGTH, 2), 0);
    assert_int_equal(add(seen, key, LENGTH - 1, 3), 0);
    assert_int_equal(add(seen, key, LENGTH, 4), 2);
    up_seen_free(seen);
    free(key);
}

/* Keys in no order. */
static void number_key(int64_t number, char key[16])
{
    uint64_t words[2] = {(uint64_t)number * 0x9e3779b97f4a7c15u,
                         (uint64_t)number};
    memcpy(key, words, sizeof words);
}

/* Whether an open file of the process, unlinked or not, lies in a folder. */
static bool has_file_in(const char *folder)
{
    bool found = false;
    DIR *files = opendir("/proc/self/fd");
    assert_non_null(files);
    for (struct dirent *file; (file = readdir(files));) {
        char link[600], target[600];
        snprintf(link, sizeof link, "/proc/self/fd/%s", file->d_name);
        ssize_t length = readlink(link, target, sizeof target - 1);
        if (length > 0 && strncmp(target, folder, strlen(folder)) == 0)
            found = true;
    }
    closedir(files);
    return found;
}

static void keys_that_do_not_fit_lie_in_a_file_in_tmpdir(void **state)
{
    const char *folder = *state;
    char key[16];
    up_seen *seen = new_seen(MIB);
    assert_false(has_file_in(folder));
    for (int64_t i = 1; i <= MANY; i++) {
        number_key(i, key);
        assert_int_equal(add(seen, key, sizeof key, i), 0);
    }
    assert_true(has_file_in(folder));
    for (int64_t i = MANY; i >= 1; i--) {
        number_key(i, key);
        assert_int_equal(add(seen, key, sizeof key, MANY + 1), i);
    }
    up_seen_free(seen);
    assert_false(has_file_in(folder));
    assert_int_equal(rmdir(folder), 0); /* nothing was left in it */
    assert_int_equal(mkdir(folder, 0700), 0);
}

/* The most that the keys hold at a time, over what was held before. */
static int64_t most_memory(size_t memory)
{
    char key[16];
    sqlite3_int64 before = sqlite3_memory_used();
    sqlite3_memory_highwater(1);
    up_seen *seen = new_seen(memory);
    for (int64_t i = 1; i <= MANY; i++) {
        number_key(i, key);
        assert_int_equal(add(seen, key, sizeof key, i), 0);
    }
    up_seen_free(seen);
    assert_int_equal(sqlite3_memory_used(), before);
    return sqlite3_memory_highwater(0) - before;
}

static void memory_is_bounded(void **state)
{
    (void)state;
    assert_true(most_memory(0) > MIB);
    assert_true(most_memory(0) < 2 * MIB);
    assert_true(most_memory(2 * MIB) > 2 * MIB);
    assert_true(most_memory(2 * MIB) < 3 * MIB);
}

/* Nothing can be written behind the limit: as good as a full disk. */
static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct rlimit limit, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = limit;
    small.rlim_cur = MIB;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    up_seen *seen = new_seen(MIB);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = UPSERT_OK;
    for (int64_t i = 1; i <= MANY && status == UPSERT_OK; i++) {
        char key[16];
        int64_t before;
        number_key(i, key);
        status = up_seen_add(seen, key, sizeof key, i, &before, &error);
    }
    up_seen_free(seen);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(status, UPSERT_FILE);
    assert_int_equal(error.status, UPSERT_FILE);
    assert_non_null(strstr(error.message, "temporary file"));
    assert_non_null(strstr(error.message, "TMPDIR"));
}

static void nothing_can_be_freed(void **state)
{
    (void)state;
    up_seen_free(NULL);
}

/* SQLite looks once where its temporary files go. */
static int make_folder(void **state)
{
    static char folder[] = "/tmp/upsert-seen.XXXXXX";
    unsetenv("SQLITE_TMPDIR");
    signal(SIGXFSZ, SIG_IGN);
    *state = mkdtemp(folder);
    return *state ? setenv("TMPDIR", folder, 1) : -1;
}

static int remove_folder(void **state)
{
    return rmdir(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_tells_the_row_that_it_came_in_first),
        cmocka_unit_test(every_byte_of_a_key_counts),
        cmocka_unit_test(a_key_may_be_longer_than_the_memory),
        cmocka_unit_test(keys_that_do_not_fit_lie_in_a_file_in_tmpdir),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(nothing_can_be_freed),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
