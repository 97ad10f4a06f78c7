#include "source/wanted.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"

/* ---------------------------------------------------------------- names */

static int compare_folded(const char *a, size_t a_length, const char *b,
                          size_t b_length)
{
    size_t shorter = a_length < b_length ? a_length : b_length;
    for (size_t i = 0; i < shorter; i++) {
        char x = up_ascii_lower(a[i]), y = up_ascii_lower(b[i]);
        if (x != y)
            return (unsigned char)x < (unsigned char)y ? -1 : 1;
    }
    return (a_length > b_length) - (a_length < b_length);
}

static bool is_spelt(const up_wanted_name *wanted, const char *name,
                     size_t length)
{
    return wanted->length == length && memcmp(wanted->text, name, length) == 0;
}

/* Whether the name is the wanted one, and can be no other one. */
static bool is_name(const up_wanted *wanted, const up_wanted_name *one,
                    const char *name, size_t length)
{
    return is_spelt(one, name, length) ||
           (wanted->any_case && one->alone && one->length == length &&
            compare_folded(one->text, length, name, length) == 0);
}

/* ----------------------------------------------------------------- find */

/* The place in `sorted` of the first name that does not stand before it. */
static size_t first_place(const up_wanted *wanted, const char *name,
                          size_t length)
{
    size_t low = 0, high = wanted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const up_wanted_name *one = &wanted->sorted[middle];
        if (compare_folded(one->text, one->length, name, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t search(const up_wanted *wanted, const char *name, size_t length)
{
    size_t place = first_place(wanted, name, length);
    for (; place < wanted->count; place++) {
        const up_wanted_name *one = &wanted->sorted[place];
        if (is_name(wanted, one, name, length))
            return one->index;
        if (compare_folded(one->text, one->length, name, length) != 0)
            break;
    }
    return UP_WANTED_NONE;
}

size_t up_wanted_find(up_wanted *wanted, const char *name, size_t length)
{
    if (wanted->count == 0)
        return UP_WANTED_NONE;
    size_t index = wanted->next[wanted->before];
    if (!is_name(wanted, &wanted->names[index], name, length)) {
        index = search(wanted, name, length);
        if (index == UP_WANTED_NONE)
            return index;
        wanted->next[wanted->before] = index;
    }
    wanted->before = index;
    return index;
}

/* ----------------------------------------------------------------- init */

static void copy_names(up_wanted *wanted, const up_expected *expected)
{
    for (size_t i = 0; i < expected->count; i++)
        up_buffer_append(&wanted->bytes, expected->names[i],
                         strlen(expected->names[i]) + 1);
    if (wanted->bytes.failed)
        return;
    const char *text = wanted->bytes.data;
    for (size_t i = 0; i < expected->count; i++) {
        size_t length = strlen(text);
        wanted->names[i] = (up_wanted_name){text, length, i, true};
        wanted->texts[i] = text;
        text += length + 1;
    }
}

static int compare_names(const void *a, const void *b)
{
    const up_wanted_name *x = a, *y = b;
    return compare_folded(x->text, x->length, y->text, y->length);
}

static void sort_names(up_wanted *wanted)
{
    up_wanted_name *sorted = wanted->sorted;
    memcpy(sorted, wanted->names, wanted->count * sizeof *sorted);
    qsort(sorted, wanted->count, sizeof *sorted, compare_names);
    for (size_t i = 1; i < wanted->count; i++)
        if (compare_names(&sorted[i - 1], &sorted[i]) == 0)
            sorted[i - 1].alone = sorted[i].alone = false;
    for (size_t i = 0; i < wanted->count; i++)
        wanted->names[sorted[i].index].alone = sorted[i].alone;
}

upsert_status up_wanted_init(up_wanted *wanted, const up_expected *expected,
                             upsert_error *error)
{
    size_t count = expected->count;
    *wanted = (up_wanted){.any_case = expected->any_case};
    wanted->names = calloc(count + 1, sizeof *wanted->names);
    wanted->texts = calloc(count + 1, sizeof *wanted->texts);
    wanted->sorted = calloc(count + 1, sizeof *wanted->sorted);
    wanted->next = calloc(count + 1, sizeof *wanted->next);
    if (!wanted->names || !wanted->texts || !wanted->sorted || !wanted->next)
        return up_error_memory(error);
    copy_names(wanted, expected);
    const char *why = expected->why_no_other;
    if (wanted->bytes.failed)
        return up_error_memory(error);
    if (why && !(wanted->why_no_other = strdup(why)))
        return up_error_memory(error);
    wanted->count = count;
    sort_names(wanted);
    return UPSERT_OK;
}

void up_wanted_dispose(up_wanted *wanted)
{
    up_buffer_dispose(&wanted->bytes);
    free(wanted->why_no_other);
    free(wanted->names);
    free(wanted->texts);
    free(wanted->sorted);
    free(wanted->next);
    *wanted = (up_wanted){0};
}
