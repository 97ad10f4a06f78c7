/* The current plugin interface begins as version 1 did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "layout.h"

static void lies_where_it_lay(void **state)
{
    (void)state;
    size_t i = 0;
    for (; layout_v1[i].name; i++) {
        const layout_entry *then = &layout_v1[i], *now = &layout_now[i];
        assert_string_equal(then->name, now->name);
        if (then->place != now->place || then->size != now->size)
            fail_msg("%s: %zu, %zu bytes; in version 1 it was %zu, %zu bytes",
                     now->name, now->place, now->size, then->place, then->size);
    }
    assert_true(i > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lies_where_it_lay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
