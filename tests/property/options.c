/* The case's job as options. */
#include "property.h"

static const char *const MODES[] = {
    [UPSERT_MODE_UPSERT] = "upsert",
    [UPSERT_MODE_INSERT_MISSING] = "insert_missing",
    [UPSERT_MODE_UPDATE_EXISTING] = "update_existing",
    [UPSERT_MODE_INSERT] = "insert",
};

static const char *const DUPLICATES[] = {"apply", "first", "reject"};
static const char *const NULL_POLICIES[] = {"reject", "insert", "match"};

static const char *const RULES[] = {
    [UPSERT_RULE_REPLACE] = "",
    [UPSERT_RULE_INSERT_ONLY] = ":insert_only",
    [UPSERT_RULE_KEEP_IF_NULL] = ":keep_if_null",
    [UPSERT_RULE_ADD] = ":add",
    [UPSERT_RULE_GREATEST] = ":greatest",
    [UPSERT_RULE_LEAST] = ":least",
    [UPSERT_RULE_APPEND] = ":append",
    [UPSERT_RULE_TOUCH] = ":touch",
};

static const property_spelling SIDES = {"old.", "new.", ""};

static void put_rule(FILE *out, const property_case *c, size_t column)
{
    if (c->rules[column] != UPSERT_RULE_SQL) {
        fputs(RULES[c->rules[column]], out);
        return;
    }
    fputs(":sql(\"", out);
    property_put_expression(c, &c->expressions[column], &SIDES, out);
    fputs("\")", out);
}

static void put_key(FILE *out, const property_case *c)
{
    for (size_t i = 0; i < c->key_count; i++)
        fprintf(out, "%s%s", i ? ", " : "", c->columns[i].name);
}

static void put_update(FILE *out, const property_case *c)
{
    const char *comma = "";
    for (size_t i = 0; i < c->column_count; i++) {
        if (!(c->update >> i & 1))
            continue;
        fprintf(out, "%s%s", comma, c->columns[i].name);
        put_rule(out, c, i);
        comma = ", ";
    }
}

static void put_number(FILE *out, unsigned number, const char *zero)
{
    if (number)
        fprintf(out, "%u", number);
    else
        fputs(zero, out);
}

static void put_conditions(FILE *out, const property_case *c)
{
    fprintf(out, "upsert.only_changed=%s\n", c->only_changed ? "yes" : "no");
    if (c->newer < COLUMNS)
        fprintf(out, "upsert.only_newer=%s\n", c->columns[c->newer].name);
    if (!c->where.text)
        return;
    fputs("upsert.where=", out);
    property_put_expression(c, &c->where, &SIDES, out);
    fputc('\n', out);
}

static void put_options(FILE *out, const property_case *c)
{
    fprintf(out, "upsert.mode=%s\n", MODES[c->mode]);
    if (c->unique_index) {
        fputs("upsert.key=", out);
        put_key(out, c);
        fputc('\n', out);
    }
    if (c->update) {
        fputs("upsert.update=", out);
        put_update(out, c);
        fputc('\n', out);
    }
    put_conditions(out, c);
    if (c->duplicates != DUPLICATES_APPLY)
        fprintf(out, "upsert.duplicates=%s\n", DUPLICATES[c->duplicates]);
    if (c->null_keys != NULL_KEYS_REJECT)
        fprintf(out, "upsert.null_keys=%s\n", NULL_POLICIES[c->null_keys]);
    if (c->unique < COLUMNS)
        fputs("upsert.other_unique=allow\n", out);
    fputs("run.batch_rows=", out);
    put_number(out, c->batch, "auto");
    fputs("\nrun.commit=", out);
    put_number(out, c->interval, "all");
    fputc('\n', out);
    if (c->transport)
        fprintf(out, "run.transport=%s\n", c->transport);
    if (c->rejects)
        fputs("run.on_bad_row=reject\n", out);
    if (c->workers)
        fprintf(out, "run.workers=%u\n", c->workers);
}

size_t property_options(const property_case *c,
                        char options[PROPERTY_OPTIONS][OPTION_SIZE])
{
    property_sql all;
    property_sql_begin(&all);
    put_options(all.out, c);
    char *text = property_sql_end(&all);
    size_t count = 0;
    for (const char *at = text; *at; at = strchr(at, '\n') + 1) {
        assert_true(count < PROPERTY_OPTIONS);
        snprintf(options[count++], OPTION_SIZE, "%.*s", (int)strcspn(at, "\n"),
                 at);
    }
    free(text);
    return count;
}
