#include "fuzz.h"

#include "plan.h"

#include "dialect/sql.h"

static const upsert_rule RULES[] = {
    UPSERT_RULE_REPLACE, UPSERT_RULE_KEEP_IF_NULL, UPSERT_RULE_INSERT_ONLY,
    UPSERT_RULE_ADD,     UPSERT_RULE_GREATEST,     UPSERT_RULE_LEAST,
    UPSERT_RULE_APPEND,  UPSERT_RULE_REPLACE,
};

/* The names, which NUL parts. */
static bool take_names(fuzz_plan *p, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i <= PLAN_COLUMNS; i++) {
        const uint8_t *end = size ? memchr(data, 0, size) : NULL;
        size_t length = end ? (size_t)(end - data) : size;
        p->names[i] = fuzz_text(data, length);
        data += length;
        size -= length;
        if (size) {
            data++;
            size--;
        }
    }
    for (size_t i = 0; i <= PLAN_COLUMNS; i++) {
        if (!p->names[i][0])
            return false;
        for (size_t k = 0; k < i; k++)
            if (strcmp(p->names[i], p->names[k]) == 0)
                return false;
    }
    return true;
}

bool fuzz_plan_make(fuzz_plan *p, const uint8_t *data, size_t size)
{
    *p = (fuzz_plan){.server = {sizeof(upsert_server), "", "", "", NULL}};
    if (size < 2)
        return false;
    if (!take_names(p, data + 2, size - 2)) {
        fuzz_plan_dispose(p);
        return false;
    }
    for (size_t i = 0; i < PLAN_COLUMNS; i++)
        p->columns[i] = (upsert_plan_column){
            .name = p->names[i],
            .type_name = "varchar(20)",
            .cast_name = "varchar",
            .type = UPSERT_TYPE_TEXT,
            .rule = i ? RULES[(data[0] >> (3 * (i - 1))) & 7] : UPSERT_RULE_KEY,
        };
    p->plan = (upsert_plan){
        .struct_size = sizeof(upsert_plan),
        .server = &p->server,
        .table = p->names[PLAN_COLUMNS],
        .columns = p->columns,
        .column_count = PLAN_COLUMNS,
        .mode = (upsert_mode)(data[1] & 3),
        .only_changed = data[1] & 4,
        .lock_hint = true,
        .newer = data[1] & 8 ? p->names[1] : NULL,
    };
    return true;
}

void fuzz_plan_dispose(fuzz_plan *p)
{
    for (size_t i = 0; i <= PLAN_COLUMNS; i++)
        free(p->names[i]);
}

/* The quote that closes what begins at `at`. */
static const char *skip(const char *at, char close)
{
    for (at++; *at != close || at[1] == close; at++) {
        HOLD(*at);
        at += *at == close;
    }
    return at;
}

/* Markers outside of texts and quoted names. */
static size_t count_markers(const char *text, const upsert_dialect *dialect)
{
    size_t count = 0;
    for (const char *at = text; *at; at++)
        if (*at == '\'')
            at = skip(at, '\'');
        else if (*at == dialect->quote_open)
            at = skip(at, dialect->quote_close);
        else
            count += *at == '?';
    return count;
}

void fuzz_plan_render(fuzz_plan *p, const upsert_dialect *dialect, size_t rows,
                      upsert_sql *sql, const char **text)
{
    p->plan.dialect = dialect;
    p->plan.transport = dialect->transport == UPSERT_TRANSPORT_ROW
                            ? UPSERT_TRANSPORT_ROW
                            : UPSERT_TRANSPORT_VALUES;
    p->plan.counting = UPSERT_COUNTING_AFFECTED;
    upsert_error error = UPSERT_ERROR_INIT;
    *text = NULL;
    up_sql_init(sql, dialect);
    dialect->render(&p->plan, rows, sql);
    upsert_status status = up_sql_take(sql, text, &error);
    if (status != UPSERT_OK) {
        fuzz_hold_error(status, &error);
        *text = NULL;
        return;
    }
    HOLD(count_markers(*text, dialect) == up_sql_markers(sql));
    for (size_t i = 0; i < up_sql_markers(sql); i++)
        HOLD(up_sql_marker_column(sql, i) < PLAN_COLUMNS);
}
