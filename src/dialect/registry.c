#include "dialect/registry.h"

#include <string.h>

extern const upsert_dialect upsert_dialect_db2;
extern const upsert_dialect upsert_dialect_duckdb;
extern const upsert_dialect upsert_dialect_firebird;
extern const upsert_dialect upsert_dialect_h2;
extern const upsert_dialect upsert_dialect_hana;
extern const upsert_dialect upsert_dialect_hsqldb;
extern const upsert_dialect upsert_dialect_mariadb;
extern const upsert_dialect upsert_dialect_merge_postgresql;
extern const upsert_dialect upsert_dialect_mysql;
extern const upsert_dialect upsert_dialect_oracle;
extern const upsert_dialect upsert_dialect_postgresql;
extern const upsert_dialect upsert_dialect_snowflake;
extern const upsert_dialect upsert_dialect_sqlite;
extern const upsert_dialect upsert_dialect_sqlserver;
extern const upsert_dialect upsert_dialect_teradata;
extern const upsert_dialect upsert_dialect_vertica;

const upsert_dialect *const up_dialects[] = {
    &upsert_dialect_db2,
    &upsert_dialect_duckdb,
    &upsert_dialect_firebird,
    &upsert_dialect_h2,
    &upsert_dialect_hana,
    &upsert_dialect_hsqldb,
    &upsert_dialect_mariadb,
    &upsert_dialect_mysql,
    &upsert_dialect_oracle,
    &upsert_dialect_postgresql,
    &upsert_dialect_merge_postgresql,
    &upsert_dialect_snowflake,
    &upsert_dialect_sqlite,
    &upsert_dialect_sqlserver,
    &upsert_dialect_teradata,
    &upsert_dialect_vertica,
    NULL,
};

const upsert_dialect *up_dialect_find(const char *name)
{
    for (size_t i = 0; up_dialects[i]; i++)
        if (strcmp(up_dialects[i]->name, name) == 0)
            return up_dialects[i];
    return NULL;
}

const upsert_dialect *up_dialect_match(const upsert_server *server)
{
    const upsert_dialect *best = NULL;
    int best_score = 0;
    for (size_t i = 0; up_dialects[i]; i++) {
        int score = up_dialects[i]->match(server);
        if (score > best_score) {
            best = up_dialects[i];
            best_score = score;
        }
    }
    return best;
}

const char *up_transport_name(upsert_transport transport)
{
    static const char *const NAMES[] = {
        [UPSERT_TRANSPORT_ROW] = "row",
        [UPSERT_TRANSPORT_VALUES] = "values",
        [UPSERT_TRANSPORT_COLUMNS] = "columns",
        [UPSERT_TRANSPORT_ARRAY] = "array",
        [UPSERT_TRANSPORT_DOCUMENT] = "document",
        [UPSERT_TRANSPORT_STAGING] = "staging",
        [UPSERT_TRANSPORT_LOAD] = "load",
    };
    return NAMES[transport];
}
