/* The dialects there are. */
#ifndef UP_DIALECT_REGISTRY_H
#define UP_DIALECT_REGISTRY_H

#include <upsert/dialect.h>

/** The built-in dialects; ends in NULL. */
extern const upsert_dialect *const up_dialects[];

/** The dialect of a name, or NULL. */
const upsert_dialect *up_dialect_find(const char *name);

/** The dialect that fits a server best, or NULL when none does. */
const upsert_dialect *up_dialect_match(const upsert_server *server);

/** What a transport is called in reports and options. */
const char *up_transport_name(upsert_transport transport);

#endif
