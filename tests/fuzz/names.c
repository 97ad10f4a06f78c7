/* Lists in an option's value: names written in quotes read back as they are. */
#include "fuzz.h"

#include "base/buffer.h"
#include "job/delete_when.h"
#include "schema/names.h"
#include "schema/rules.h"

static void quote_names(const up_names *names, up_buffer *text)
{
    for (size_t i = 0; i < names->count; i++) {
        up_buffer_text(text, i ? ", \"" : "\"");
        for (const char *c = names->items[i]; *c; c++)
            up_buffer_append(text, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
        up_buffer_text(text, "\"");
    }
}

static void hold_names(const char *text)
{
    upsert_error error = UPSERT_ERROR_INIT;
    up_names names = {0}, again = {0};
    up_buffer quoted = {0};
    upsert_status status = up_names_parse(text, &names, &error);
    if (status != UPSERT_OK) {
        fuzz_hold_error(status, &error);
        return;
    }
    quote_names(&names, &quoted);
    HOLD(up_names_parse(up_buffer_string(&quoted), &again, &error) ==
         UPSERT_OK);
    HOLD(names.count == again.count);
    for (size_t i = 0; i < names.count; i++)
        HOLD(names.items[i][0] && strcmp(names.items[i], again.items[i]) == 0);
    up_names_dispose(&names);
    up_names_dispose(&again);
    up_buffer_dispose(&quoted);
}

static void hold(upsert_status status, upsert_error *error)
{
    if (status != UPSERT_OK)
        fuzz_hold_error(status, error);
    upsert_error_clear(error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    upsert_error error = UPSERT_ERROR_INIT;
    up_name_map map = {0};
    up_table_name table = {0};
    up_rules rules = {0};
    up_delete_when when = {0};
    hold_names(text);
    upsert_status status = up_name_map_parse(text, &map, &error);
    if (status == UPSERT_OK)
        up_name_map_dispose(&map);
    hold(status, &error);
    status = up_table_name_parse(text, &table, &error);
    if (status == UPSERT_OK)
        up_table_name_dispose(&table);
    hold(status, &error);
    status = up_rules_parse(text, &rules, &error);
    if (status == UPSERT_OK)
        up_rules_dispose(&rules);
    hold(status, &error);
    status = up_delete_when_parse(text, &when, &error);
    if (status == UPSERT_OK)
        up_delete_when_dispose(&when);
    hold(status, &error);
    free(text);
    return 0;
}
