/* From a seed to a job. */
#include "draw.h"

bool property_in_input(const property_case *c, size_t column)
{
    for (size_t i = 0; i < c->input_count; i++)
        if (c->input[i] == column)
            return true;
    return false;
}

bool property_mode_updates(upsert_mode mode)
{
    return mode == UPSERT_MODE_UPSERT || mode == UPSERT_MODE_UPDATE_EXISTING;
}

upsert_rule property_rule(const property_case *c, size_t column)
{
    if (c->update && !(c->update >> column & 1))
        return UPSERT_RULE_INSERT_ONLY;
    if (column == c->touch)
        return c->update ? UPSERT_RULE_TOUCH : UPSERT_RULE_INSERT_ONLY;
    if (property_in_key(c, column))
        return UPSERT_RULE_KEY;
    if (!property_in_input(c, column))
        return UPSERT_RULE_INSERT_ONLY;
    return c->update ? c->rules[column] : UPSERT_RULE_REPLACE;
}

/* ------------------------------------------------------------- the input */

static bool needs(const property_case *c, size_t column)
{
    if (c->mode == UPSERT_MODE_UPDATE_EXISTING)
        return column <= c->key_count;
    const property_column *drawn = &c->columns[column];
    return column < c->key_count || (!drawn->nullable && !drawn->defaulted);
}

/* Columns may be missing where a row can do without them. */
static void draw_input(source *s, property_case *c)
{
    bool some = one_in(s, 4);
    c->input_count = 0;
    for (size_t i = 0; i < c->column_count; i++) {
        if (i == c->touch || (!needs(c, i) && some && one_in(s, 2)))
            continue;
        size_t at = draw(s, (unsigned)++c->input_count);
        c->input[c->input_count - 1] = c->input[at];
        c->input[at] = i;
    }
}

/* ---------------------------------------------------------------- the run */

bool property_key_is_nullable(const property_case *c)
{
    for (size_t i = 0; i < c->key_count; i++)
        if (c->columns[i].nullable)
            return true;
    return false;
}

/* Of what makes rows errors a case has one thing at most: the run may meet them
   in another order. */
static void draw_policies(source *s, property_case *c)
{
    bool nulls = property_key_is_nullable(c);
    bool insert = c->mode == UPSERT_MODE_INSERT;
    c->null_keys = nulls ? (property_null_keys)draw(s, 3) : NULL_KEYS_REJECT;
    if (nulls && insert && c->null_keys == NULL_KEYS_REJECT)
        c->null_keys = NULL_KEYS_INSERT;
    c->duplicates = DUPLICATES_APPLY;
    if (!(c->aspects & ASPECT_DUPLICATES) || !one_in(s, 6))
        return;
    bool rejects = !insert && !property_rejects_null_keys(c) && one_in(s, 3);
    c->duplicates = rejects ? DUPLICATES_REJECT : DUPLICATES_FIRST;
}

bool property_rejects_null_keys(const property_case *c)
{
    return property_key_is_nullable(c) && c->null_keys == NULL_KEYS_REJECT;
}

static void draw_mode(source *s, property_case *c)
{
    static const upsert_mode MODES[] = {
        UPSERT_MODE_UPSERT,         UPSERT_MODE_UPSERT,
        UPSERT_MODE_UPSERT,         UPSERT_MODE_UPSERT,
        UPSERT_MODE_UPSERT,         UPSERT_MODE_UPSERT,
        UPSERT_MODE_INSERT_MISSING, UPSERT_MODE_UPDATE_EXISTING,
        UPSERT_MODE_INSERT,
    };
    c->mode = MODES[draw(s, LENGTH(MODES))];
    c->only_changed = !one_in(s, 3);
}

void draw_job(source *s, property_case *c)
{
    draw_mode(s, c);
    draw_input(s, c);
    draw_rules(s, c);
    draw_policies(s, c);
    c->batch = one_in(s, 3) ? 0 : one_in(s, 4) ? 1 : 1 + draw(s, 50);
    if (!(c->aspects & ASPECT_BATCHES))
        c->batch = 1;
    c->interval = !one_in(s, 3)                   ? 0
                  : c->batch == 1 && one_in(s, 2) ? 1
                                                  : 1 + draw(s, 30);
}
