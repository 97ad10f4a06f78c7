/*
 * A plugin with something wrong, or not: BREAK overrides members of a table
 * that is right, ENTRY is the name of the entry point, TABLE what it returns.
 */
#include <upsert/dialect.h>

#ifndef BREAK
#define BREAK .name = "right"
#endif
#ifndef ENTRY
#define ENTRY upsert_dialect_plugin
#endif
#ifndef TABLE
#define TABLE &DIALECT
#endif

static int match(const upsert_server *server)
{
    (void)server;
    return 0;
}

static const upsert_merge MERGE = {.from = "", .hint = "", .terminator = ""};

extern const upsert_dialect DIALECT;
const upsert_dialect DIALECT = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "right",
    .quote_open = '"',
    .quote_close = '"',
    .affected_by_update = 1,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    BREAK,
};

extern upsert_dialect_plugin_entry ENTRY;
const upsert_dialect *ENTRY(uint32_t abi_version)
{
    (void)abi_version;
    return TABLE;
}

#ifdef UNRESOLVED
/* No version of the interface has it. */
extern void upsert_sql_nothing(void);
extern void call_nothing(void);
void call_nothing(void)
{
    upsert_sql_nothing();
}
#endif
