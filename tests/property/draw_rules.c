/* From a seed to column rules and conditions. */
#include "draw.h"

/* ----------------------------------------------------------- expressions */

/* An expression for columns of some trait; {old2} and {new2} are those of
   another column of the same kind. */
typedef struct pattern {
    const char *text;
    unsigned traits; /* that the column must have one of; 0: any */
} pattern;

static const pattern VALUES[] = {
    {"COALESCE({new}, {old})", 0},
    {"CASE WHEN {old} IS NULL THEN {new} ELSE {old} END", 0},
    {"COALESCE({old}, 0) + COALESCE({new}, 0) * 2", ADDS},
    {"CASE WHEN {new} > {old} THEN {new} ELSE {old} END", ORDERS},
    {"{new2}", 0},
    {"{old2}", 0},
    {"COALESCE({old2}, {new})", 0},
};

static const pattern CONDITIONS[] = {
    {"{new} IS NOT NULL", 0},
    {"{old} IS NULL OR {new} > {old}", ORDERS},
    {"{old} IS NOT NULL OR {new} IS NULL", 0},
    {"NOT ({new} = {old})", ORDERS},
    {"{old} <> 0", NUMBERS},
    {"{new2} IS NULL OR {old} IS NOT NULL", 0},
    {"{old2} IS NULL", 0},
};

static bool has_value(const property_case *c, size_t column)
{
    return !property_in_key(c, column) && property_in_input(c, column) &&
           column != c->unique;
}

static bool is_like(const property_case *c, size_t column, size_t other)
{
    const property_column *a = &c->columns[column], *b = &c->columns[other];
    return column != other && has_value(c, other) && a->kind == b->kind &&
           (a->nullable || !b->nullable);
}

/* Another column that the rows bring and that gives what the column can take,
   or the same one. */
static size_t draw_like(source *s, const property_case *c, size_t column)
{
    size_t found = column;
    unsigned count = 0;
    for (size_t i = 0; i < c->column_count; i++)
        if (is_like(c, column, i) && one_in(s, ++count))
            found = i;
    return found;
}

static bool suits(const pattern *p, const property_case *c, size_t column)
{
    return !p->traits || property_has_trait(c, column, p->traits);
}

static property_expression draw_expression(source *s, const property_case *c,
                                           size_t column,
                                           const pattern *patterns,
                                           unsigned count)
{
    const pattern *p;
    do
        p = &patterns[draw(s, count)];
    while (!suits(p, c, column));
    return (property_expression){p->text, {column, draw_like(s, c, column)}};
}

/* ----------------------------------------------------------------- rules */

static bool allowed(const property_case *c, size_t column, upsert_rule rule)
{
    bool unique = column == c->unique;
    switch (rule) {
    case UPSERT_RULE_ADD:
        return property_has_trait(c, column, ADDS);
    case UPSERT_RULE_GREATEST:
    case UPSERT_RULE_LEAST:
        return property_has_trait(c, column, ORDERS);
    case UPSERT_RULE_APPEND:
        return property_has_trait(c, column, APPENDS);
    case UPSERT_RULE_SQL:
        return !unique && !property_has_trait(c, column, BYTES);
    default:
        return true;
    }
}

static upsert_rule draw_rule(source *s, const property_case *c, size_t column)
{
    static const upsert_rule RULES[] = {
        UPSERT_RULE_REPLACE, UPSERT_RULE_KEEP_IF_NULL, UPSERT_RULE_INSERT_ONLY,
        UPSERT_RULE_ADD,     UPSERT_RULE_ADD,          UPSERT_RULE_GREATEST,
        UPSERT_RULE_LEAST,   UPSERT_RULE_APPEND,       UPSERT_RULE_APPEND,
        UPSERT_RULE_SQL,
    };
    upsert_rule rule;
    do
        rule = RULES[draw(s, LENGTH(RULES))];
    while (!allowed(c, column, rule));
    return rule;
}

/* Rules of their own, or all of them replacing. */
static void draw_list(source *s, bool ruled, property_case *c)
{
    for (size_t i = c->key_count; i < c->column_count; i++) {
        if (!property_in_input(c, i) || one_in(s, 4))
            continue;
        c->update |= 1u << i;
        c->rules[i] = ruled ? draw_rule(s, c, i) : UPSERT_RULE_REPLACE;
        if (c->rules[i] == UPSERT_RULE_SQL)
            c->expressions[i] =
                draw_expression(s, c, i, VALUES, LENGTH(VALUES));
    }
}

static bool changes_any(const property_case *c)
{
    for (size_t i = 0; i < c->column_count; i++)
        if ((c->update >> i & 1) && c->rules[i] != UPSERT_RULE_INSERT_ONLY)
            return true;
    return false;
}

/* A mode that only updates needs something to update, and so does the clock. */
static void draw_update(source *s, property_case *c)
{
    bool ruled = (c->aspects & ASPECT_RULES) && property_mode_updates(c->mode);
    c->update = 0;
    if (ruled ? one_in(s, 3) : !one_in(s, 3))
        return;
    draw_list(s, ruled, c);
    if (!changes_any(c) && c->mode == UPSERT_MODE_UPDATE_EXISTING)
        c->update = 0;
    if (changes_any(c) && c->touch < COLUMNS && ruled && !one_in(s, 4)) {
        c->update |= 1u << c->touch;
        c->rules[c->touch] = UPSERT_RULE_TOUCH;
    }
}

/* ------------------------------------------------------------ conditions */

/* One of the columns that the rows bring and that is not in the key. */
static size_t draw_value_column(source *s, const property_case *c)
{
    size_t found = COLUMNS;
    unsigned count = 0;
    for (size_t i = 0; i < c->column_count; i++)
        if (has_value(c, i) && one_in(s, ++count))
            found = i;
    return found;
}

void draw_rules(source *s, property_case *c)
{
    draw_update(s, c);
    c->newer = COLUMNS;
    if (!(c->aspects & ASPECT_CONDITIONS) || !property_mode_updates(c->mode))
        return;
    size_t newer = draw_value_column(s, c), column = draw_value_column(s, c);
    if (one_in(s, 4) && property_has_trait(c, newer, VERSIONS))
        c->newer = newer;
    if (one_in(s, 6) && column < COLUMNS &&
        !property_has_trait(c, column, BYTES))
        c->where =
            draw_expression(s, c, column, CONDITIONS, LENGTH(CONDITIONS));
}
