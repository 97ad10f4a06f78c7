#include "dialect/profile_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "dialect/check.h"
#include "dialect/profile_values.h"
#include "dialect/registry.h"

/* ------------------------------------------------------------------ keys */

#define AT(member) offsetof(up_profile_file, member)

/* Where each key's value goes. */
static const struct {
    up_profile_set_call *set;
    size_t where;
} TARGETS[UP_KEY_COUNT] = {
    [UP_KEY_DIALECT_BASE] = {up_profile_pass_over, 0},
    [UP_KEY_DIALECT_NAME] = {up_profile_set_text, AT(dialect.name)},
    [UP_KEY_DIALECT_SUMMARY] = {up_profile_set_text, AT(dialect.summary)},
    [UP_KEY_DIALECT_QUOTE] = {up_profile_set_quote, AT(dialect.quote_open)},
    [UP_KEY_DIALECT_NAME_CASE] = {up_profile_set_choice, AT(dialect.name_case)},
    [UP_KEY_DIALECT_MAX_PARAMETERS] = {up_profile_set_size,
                                       AT(dialect.limits.parameters)},
    [UP_KEY_DIALECT_MAX_ROWS] = {up_profile_set_size, AT(dialect.limits.rows)},
    [UP_KEY_DIALECT_MAX_BYTES] = {up_profile_set_size,
                                  AT(dialect.limits.bytes)},
    [UP_KEY_DIALECT_SAVEPOINT] = {up_profile_set_text, AT(dialect.savepoint)},
    [UP_KEY_DIALECT_ROLLBACK_TO_SAVEPOINT] =
        {up_profile_set_text, AT(dialect.rollback_to_savepoint)},
    [UP_KEY_DIALECT_RELEASE_SAVEPOINT] = {up_profile_set_text,
                                          AT(dialect.release_savepoint)},
    [UP_KEY_DIALECT_BEGIN] = {up_profile_set_text, AT(dialect.begin)},
    [UP_KEY_DIALECT_COMMIT] = {up_profile_set_text, AT(dialect.commit)},
    [UP_KEY_DIALECT_ROLLBACK] = {up_profile_set_text, AT(dialect.rollback)},
    [UP_KEY_DIALECT_BANNER_QUERY] = {up_profile_set_text,
                                     AT(dialect.banner_query)},
    [UP_KEY_DIALECT_COLUMNS_QUERY] = {up_profile_set_text,
                                      AT(dialect.columns_query)},
    [UP_KEY_DIALECT_COLUMNS_QUERY_2] = {up_profile_continue_text,
                                        AT(dialect.columns_query)},
    [UP_KEY_DIALECT_COLUMNS_QUERY_3] = {up_profile_continue_text,
                                        AT(dialect.columns_query)},
    [UP_KEY_DIALECT_COLUMNS_QUERY_4] = {up_profile_continue_text,
                                        AT(dialect.columns_query)},
    [UP_KEY_DIALECT_INDEXES_QUERY] = {up_profile_set_text,
                                      AT(dialect.indexes_query)},
    [UP_KEY_DIALECT_INDEXES_QUERY_2] = {up_profile_continue_text,
                                        AT(dialect.indexes_query)},
    [UP_KEY_DIALECT_INDEXES_QUERY_3] = {up_profile_continue_text,
                                        AT(dialect.indexes_query)},
    [UP_KEY_DIALECT_INDEXES_QUERY_4] = {up_profile_continue_text,
                                        AT(dialect.indexes_query)},
    [UP_KEY_DIALECT_EFFECTS_QUERY] = {up_profile_set_text,
                                      AT(dialect.effects_query)},
    [UP_KEY_DIALECT_EFFECTS_QUERY_2] = {up_profile_continue_text,
                                        AT(dialect.effects_query)},
    [UP_KEY_DIALECT_EFFECTS_QUERY_3] = {up_profile_continue_text,
                                        AT(dialect.effects_query)},
    [UP_KEY_DIALECT_EFFECTS_QUERY_4] = {up_profile_continue_text,
                                        AT(dialect.effects_query)},
    [UP_KEY_DIALECT_LIMITS_QUERY] = {up_profile_set_text,
                                     AT(dialect.limits_query)},
    [UP_KEY_DIALECT_REPEATS] = {up_profile_set_choice, AT(dialect.repeats)},
    [UP_KEY_DIALECT_CONCAT] = {up_profile_set_mark, AT(dialect.concat)},
    [UP_KEY_DIALECT_FRACTION_DIGITS] = {up_profile_set_number,
                                        AT(dialect.fraction_digits)},
    [UP_KEY_DIALECT_CLOCK_QUERY] = {up_profile_set_text,
                                    AT(dialect.clock_query)},
    [UP_KEY_DIALECT_CONNECT_STATEMENT_1] = {up_profile_add_connect, 0},
    [UP_KEY_DIALECT_CONNECT_STATEMENT_2] = {up_profile_add_connect, 0},
    [UP_KEY_DIALECT_CONNECT_STATEMENT_3] = {up_profile_add_connect, 0},
    [UP_KEY_DIALECT_CONNECT_STATEMENT_4] = {up_profile_add_connect, 0},
    [UP_KEY_DIALECT_CONNECT_STATEMENT_5] = {up_profile_add_connect, 0},
    [UP_KEY_DIALECT_CONNECT_STATEMENT_6] = {up_profile_add_connect, 0},
    [UP_KEY_MERGE_SOURCE] = {up_profile_set_choice, AT(merge.source)},
    [UP_KEY_MERGE_FROM] = {up_profile_set_clause, AT(merge.from)},
    [UP_KEY_MERGE_COLUMN_LIST] = {up_profile_set_boolean,
                                  AT(merge.column_list)},
    [UP_KEY_MERGE_TABLE_AS] = {up_profile_set_boolean, AT(merge.table_as)},
    [UP_KEY_MERGE_SOURCE_AS] = {up_profile_set_boolean, AT(merge.source_as)},
    [UP_KEY_MERGE_HINT] = {up_profile_set_clause, AT(merge.hint)},
    [UP_KEY_MERGE_ON_PARENTHESES] = {up_profile_set_boolean,
                                     AT(merge.on_parentheses)},
    [UP_KEY_MERGE_CASTS] = {up_profile_set_choice, AT(merge.casts)},
    [UP_KEY_MERGE_CONDITION] = {up_profile_set_choice, AT(merge.condition)},
    [UP_KEY_MERGE_DIFFERS] = {up_profile_set_differs, AT(merge.differs)},
    [UP_KEY_MERGE_TERMINATOR] = {up_profile_set_mark, AT(merge.terminator)},
    [UP_KEY_ERRORS_RETRY_STATEMENT] = {up_profile_add_codes,
                                       UPSERT_RETRY_STATEMENT},
    [UP_KEY_ERRORS_RETRY_TRANSACTION] = {up_profile_add_codes,
                                         UPSERT_RETRY_TRANSACTION},
    [UP_KEY_ERRORS_DUPLICATE_KEY] = {up_profile_add_codes,
                                     UPSERT_DUPLICATE_KEY},
    [UP_KEY_ERRORS_CONSTRAINT] = {up_profile_add_codes, UPSERT_CONSTRAINT},
    [UP_KEY_ERRORS_VALUE] = {up_profile_add_codes, UPSERT_VALUE},
    [UP_KEY_ERRORS_ROW_TWICE] = {up_profile_add_codes, UPSERT_ROW_TWICE},
    [UP_KEY_ERRORS_CANCELLED] = {up_profile_add_codes, UPSERT_CANCELLED},
    [UP_KEY_ERRORS_CONNECTION] = {up_profile_add_codes, UPSERT_CONNECTION},
    [UP_KEY_TYPES_INTEGER] = {up_profile_add_types, UPSERT_TYPE_INTEGER},
    [UP_KEY_TYPES_DECIMAL] = {up_profile_add_types, UPSERT_TYPE_DECIMAL},
    [UP_KEY_TYPES_FLOAT] = {up_profile_add_types, UPSERT_TYPE_FLOAT},
    [UP_KEY_TYPES_BOOLEAN] = {up_profile_add_types, UPSERT_TYPE_BOOLEAN},
    [UP_KEY_TYPES_TEXT] = {up_profile_add_types, UPSERT_TYPE_TEXT},
    [UP_KEY_TYPES_BINARY] = {up_profile_add_types, UPSERT_TYPE_BINARY},
    [UP_KEY_TYPES_DATE] = {up_profile_add_types, UPSERT_TYPE_DATE},
    [UP_KEY_TYPES_TIME] = {up_profile_add_types, UPSERT_TYPE_TIME},
    [UP_KEY_TYPES_TIMESTAMP] = {up_profile_add_types, UPSERT_TYPE_TIMESTAMP},
    [UP_KEY_TYPES_TIMESTAMP_TZ] = {up_profile_add_types,
                                   UPSERT_TYPE_TIMESTAMP_TZ},
    [UP_KEY_TYPES_UUID] = {up_profile_add_types, UPSERT_TYPE_UUID},
    [UP_KEY_TYPES_JSON] = {up_profile_add_types, UPSERT_TYPE_JSON},
    [UP_KEY_TYPES_OTHER] = {up_profile_add_types, UPSERT_TYPE_OTHER},
};

static int match_none(const upsert_server *server)
{
    (void)server;
    return 0;
}

static upsert_status no_base(const char *name, upsert_error *error)
{
    up_buffer text = {0};
    const char *before = "; there are ";
    for (size_t i = 0; up_dialects[i]; i++) {
        if (up_dialects[i]->render != upsert_render_merge)
            continue;
        up_buffer_format(&text, "%s%s", before, up_dialects[i]->name);
        before = ", ";
    }
    const char *list = up_buffer_string(&text);
    upsert_status status = up_error_set(
        error, UPSERT_OPTION,
        "dialect.base: \"%.*s\" is no built-in dialect of the MERGE family%s",
        up_ascii_shown(name), name, list ? list : "");
    up_buffer_dispose(&text);
    return status;
}

/* What the file changes: the base, or a dialect without any text. */
static upsert_status begin(up_profile_reading *r)
{
    up_profile_file *profile = r->profile;
    const char *name = up_profile_entry(r, UP_KEY_DIALECT_BASE)->value;
    if (name && name[0]) {
        r->base = up_dialect_find(name);
        if (!r->base || r->base->render != upsert_render_merge)
            return no_base(name, r->error);
        profile->dialect = *r->base;
        profile->merge = *(const upsert_merge *)r->base->profile;
    } else {
        profile->dialect = (upsert_dialect){
            .struct_size = sizeof profile->dialect,
            .abi_version = UPSERT_DIALECT_ABI,
            .transport = UPSERT_TRANSPORT_VALUES,
            .counting_upsert = UPSERT_COUNTING_AFFECTED,
            .counting_other = UPSERT_COUNTING_AFFECTED,
            .affected_by_update = 1,
            .match = match_none,
            .render = upsert_render_merge,
        };
    }
    profile->dialect.profile = &profile->merge;
    return UPSERT_OK;
}

static upsert_status set_key(up_profile_reading *r)
{
    const char *value = up_profile_entry(r, r->key)->value;
    if (!value && r->base)
        return UPSERT_OK;
    if (!value && !(value = up_profile_option(r->key)->initial))
        return up_error_set(r->error, UPSERT_OPTION,
                            "%s is not set, and there is no dialect.base to "
                            "take it from",
                            up_profile_option(r->key)->name);
    return TARGETS[r->key].set(r, TARGETS[r->key].where, value);
}

/* What the base knows stands behind what the file says. */
static upsert_status finish_lists(up_profile_reading *r)
{
    up_profile_file *profile = r->profile;
    const upsert_error_code *code = r->base ? r->base->error_codes : NULL;
    const upsert_type_name *type = r->base ? r->base->types : NULL;
    upsert_status status = UPSERT_OK;
    for (; status == UPSERT_OK && code && code->status != UPSERT_OK; code++)
        status = up_profile_push_code(r, *code);
    for (; status == UPSERT_OK && type && type->beginning; type++)
        status = up_profile_push_type(r, *type);
    if (status == UPSERT_OK)
        status =
            up_profile_push_code(r, (upsert_error_code){.status = UPSERT_OK});
    if (status == UPSERT_OK)
        status = up_profile_push_type(
            r, (upsert_type_name){NULL, UPSERT_TYPE_OTHER});
    profile->dialect.error_codes = profile->codes;
    profile->dialect.types = profile->types;
    return status;
}

/* The line of the key that sets a member of the dialect; 0: none does. */
static size_t line_of(const up_profile_reading *r, const char *member)
{
    for (size_t i = 0; member && i < UP_KEY_COUNT; i++) {
        const up_option *option = up_profile_option((up_profile_key)i);
        if (strcmp(up_option_key(option), member) == 0 &&
            r->file->ini.entries[i].value)
            return r->file->ini.entries[i].line;
    }
    return 0;
}

static upsert_status check(up_profile_reading *r, size_t *line)
{
    up_dialect_fault fault = up_dialect_check(&r->profile->dialect);
    if (!fault.member)
        return UPSERT_OK;
    size_t at = line_of(r, fault.member);
    if (!at)
        at = line_of(r, fault.beside);
    *line = at ? at : 1;
    return up_error_set(r->error, UPSERT_OPTION, "dialect.%s %s%s%s",
                        fault.member, fault.problem,
                        fault.beside ? " beside dialect." : "",
                        fault.beside ? fault.beside : "");
}

/* --------------------------------------------------------------- reading */

static upsert_status fill(up_profile_reading *r, size_t *line)
{
    *line = up_profile_entry(r, UP_KEY_DIALECT_BASE)->line;
    upsert_status status = begin(r);
    for (size_t i = 0; status == UPSERT_OK && i < UP_KEY_COUNT; i++) {
        r->key = (up_profile_key)i;
        *line = up_profile_entry(r, r->key)->value
                    ? up_profile_entry(r, r->key)->line
                    : 1;
        status = set_key(r);
    }
    if (status == UPSERT_OK)
        status = finish_lists(r);
    return status == UPSERT_OK ? check(r, line) : status;
}

upsert_status up_profile_file_read(const char *path, up_profile_file **out,
                                   upsert_error *error)
{
    up_ini_file file;
    upsert_error why = UPSERT_ERROR_INIT;
    up_profile_reading r = {.file = &file, .error = &why};
    size_t line = 0;
    upsert_status status =
        up_ini_file_read(path, &up_profile_options, &file, error);
    if (status != UPSERT_OK)
        goto done;
    r.profile = calloc(1, sizeof *r.profile);
    status = r.profile ? fill(&r, &line) : up_error_memory(&why);
    if (status != UPSERT_OK)
        up_ini_file_fault(&file, line, &why, error);
done:
    up_ini_file_dispose(&file);
    if (status == UPSERT_OK)
        *out = r.profile;
    else
        up_profile_file_free(r.profile);
    return status;
}

const upsert_dialect *up_profile_file_dialect(const up_profile_file *profile)
{
    return &profile->dialect;
}

void up_profile_file_free(up_profile_file *profile)
{
    if (!profile)
        return;
    for (size_t i = 0; i < profile->text_count; i++)
        free(profile->texts[i]);
    free(profile->texts);
    free(profile->codes);
    free(profile->types);
    free(profile);
}
