/* Column rules in an option's value: "description, qty:add". */
#ifndef UP_SCHEMA_RULES_H
#define UP_SCHEMA_RULES_H

#include <stddef.h>

#include <upsert/dialect.h>

/** What an update does with one column. */
typedef struct up_column_rule {
    char *name; /* owned */
    upsert_rule rule;
    char *expression; /* owned; of UPSERT_RULE_SQL, else NULL */
} up_column_rule;

/**
 * A list of columns and their rules, as in
 * "description, qty:add, price:sql(\"old.price + new.price\")": names as in
 * up_names, each with a colon and a rule behind it or none for replace. In the
 * quotes of sql() a double quote is doubled.
 */
typedef struct up_rules {
    up_column_rule *items;
    size_t count;
} up_rules;

/** @return UPSERT_OK; UPSERT_OPTION for a bad name, an unknown rule (the
    message names the nearest known one) or a bad expression, without naming
    the option; UPSERT_MEMORY. "" is an empty list. */
upsert_status up_rules_parse(const char *text, up_rules *rules,
                             upsert_error *error);

void up_rules_dispose(up_rules *rules);

/** The name of a rule, such as "keep_if_null". */
const char *up_rule_name(upsert_rule rule);

#endif
