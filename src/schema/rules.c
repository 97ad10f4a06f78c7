#include "schema/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "schema/names.h"

/* A rule that an option can name. */
typedef struct named_rule {
    const char *name;
    upsert_rule rule;
} named_rule;

static const named_rule RULES[] = {
    {"replace", UPSERT_RULE_REPLACE},
    {"keep_if_null", UPSERT_RULE_KEEP_IF_NULL},
    {"insert_only", UPSERT_RULE_INSERT_ONLY},
    {"add", UPSERT_RULE_ADD},
    {"greatest", UPSERT_RULE_GREATEST},
    {"least", UPSERT_RULE_LEAST},
    {"append", UPSERT_RULE_APPEND},
    {"touch", UPSERT_RULE_TOUCH},
    {"sql", UPSERT_RULE_SQL},
};

enum { RULE_COUNT = sizeof RULES / sizeof *RULES };

const char *up_rule_name(upsert_rule rule)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (RULES[i].rule == rule)
            return RULES[i].name;
    return "key";
}

static const char *skip_space(const char *text)
{
    while (up_ascii_space(*text))
        text++;
    return text;
}

static const named_rule *find_rule(const char *word, size_t length)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (up_ascii_equal_part(word, length, RULES[i].name))
            return &RULES[i];
    return NULL;
}

static const named_rule *nearest_rule(const char *word, size_t length)
{
    const named_rule *nearest = NULL;
    size_t best = up_ascii_slip(length) + 1;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        const char *name = RULES[i].name;
        size_t distance = up_ascii_distance(word, length, name, strlen(name));
        if (distance < best) {
            best = distance;
            nearest = &RULES[i];
        }
    }
    return nearest;
}

/* ---------------------------------------------------------------- errors */

/* An error about one column's rule. */
static upsert_status wrong(const up_column_rule *item, const char *what,
                           upsert_error *error)
{
    return up_error_set(error, UPSERT_OPTION, "\"%.*s\": %s",
                        up_ascii_shown(item->name), item->name, what);
}

static void append_rules(up_buffer *text)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        up_buffer_format(text, "%s%s", i ? ", " : "", RULES[i].name);
}

static upsert_status unknown_rule(const up_column_rule *item, const char *word,
                                  size_t length, upsert_error *error)
{
    const named_rule *nearest = nearest_rule(word, length);
    up_buffer text = {0};
    int shown = up_ascii_shown(word);
    if ((size_t)shown > length)
        shown = (int)length;
    up_buffer_format(&text, "there is no rule \"%.*s\"", shown, word);
    if (nearest) {
        up_buffer_format(&text, "; did you mean \"%s\"?", nearest->name);
    } else {
        up_buffer_text(&text, "; there are ");
        append_rules(&text);
        up_buffer_text(&text, "; a name that holds a colon stands in double "
                              "quotes");
    }
    const char *what = up_buffer_string(&text);
    upsert_status status =
        what ? wrong(item, what, error) : up_error_memory(error);
    up_buffer_dispose(&text);
    return status;
}

/* --------------------------------------------------------------- parsing */

/* Read ("..") at *cursor. */
static upsert_status read_expression(const char **cursor, up_column_rule *item,
                                     upsert_error *error)
{
    const char *text = *cursor;
    if (*text == '(')
        text = skip_space(text + 1);
    if (**cursor != '(' || *text != '"')
        return wrong(item,
                     "the rule sql takes an expression in double quotes: "
                     "sql(\"old.n + new.n\")",
                     error);
    up_buffer inside = {0};
    text = up_quoted_read(text, &inside);
    const char *read = up_buffer_string(&inside);
    upsert_status status = UPSERT_OK;
    if (text)
        text = skip_space(text);
    if (!read)
        status = up_error_memory(error);
    else if (!text || *text != ')')
        status = wrong(item,
                       "the expression of the rule sql does not end in \"); a "
                       "double quote inside is doubled",
                       error);
    else if (!*skip_space(read))
        status = wrong(item, "the expression of the rule sql is empty", error);
    if (status != UPSERT_OK) {
        up_buffer_dispose(&inside);
        return status;
    }
    item->expression = inside.data;
    *cursor = text + 1;
    return UPSERT_OK;
}

/* Read the rule at *cursor, and leave *cursor at the comma or the end. */
static upsert_status read_rule(const char **cursor, up_column_rule *item,
                               upsert_error *error)
{
    const char *word = skip_space(*cursor);
    size_t length = strcspn(word, " \t\r\n\v\f,(\"'");
    if (length == 0)
        return wrong(item, "there is no rule behind the colon", error);
    const named_rule *rule = find_rule(word, length);
    if (!rule)
        return unknown_rule(item, word, length, error);
    item->rule = rule->rule;
    *cursor = skip_space(word + length);
    if (item->rule == UPSERT_RULE_SQL) {
        upsert_status status = read_expression(cursor, item, error);
        if (status != UPSERT_OK)
            return status;
        *cursor = skip_space(*cursor);
    }
    return **cursor && **cursor != ','
               ? wrong(item, "text after the rule", error)
               : UPSERT_OK;
}

static upsert_status check_repeat(const up_rules *rules, upsert_error *error)
{
    const char *last = rules->items[rules->count - 1].name;
    for (size_t i = 0; i + 1 < rules->count; i++)
        if (strcmp(rules->items[i].name, last) == 0)
            return up_error_set(error, UPSERT_OPTION,
                                "the name \"%.*s\" is repeated",
                                up_ascii_shown(last), last);
    return UPSERT_OK;
}

static upsert_status read_item(const char **cursor, up_rules *rules,
                               size_t *capacity, upsert_error *error)
{
    if (rules->count == UP_NAMES_MAXIMUM)
        return up_error_set(error, UPSERT_OPTION, "more than %d names",
                            UP_NAMES_MAXIMUM);
    if (!up_array_reserve(&rules->items, capacity, rules->count,
                          sizeof *rules->items))
        return up_error_memory(error);
    up_column_rule *item = &rules->items[rules->count];
    *item = (up_column_rule){.rule = UPSERT_RULE_REPLACE};
    upsert_status status = up_name_read(cursor, ",:", &item->name, error);
    if (status != UPSERT_OK)
        return status;
    rules->count++;
    status = check_repeat(rules, error);
    if (status == UPSERT_OK && **cursor == ':') {
        ++*cursor;
        status = read_rule(cursor, item, error);
    }
    return status;
}

upsert_status up_rules_parse(const char *text, up_rules *rules,
                             upsert_error *error)
{
    *rules = (up_rules){0};
    size_t capacity = 0;
    upsert_status status = UPSERT_OK;
    bool more = *skip_space(text) != '\0';
    while (more && status == UPSERT_OK) {
        status = read_item(&text, rules, &capacity, error);
        more = status == UPSERT_OK && *text++ == ',';
    }
    if (status != UPSERT_OK)
        up_rules_dispose(rules);
    return status;
}

void up_rules_dispose(up_rules *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        free(rules->items[i].name);
        free(rules->items[i].expression);
    }
    free(rules->items);
    *rules = (up_rules){0};
}
