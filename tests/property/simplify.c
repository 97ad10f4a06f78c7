/* One thing less in a case. */
#include "property.h"

/* --------------------------------------------------------------- columns */

static bool names(const property_expression *e, size_t column)
{
    return e->text && (e->columns[0] == column || e->columns[1] == column);
}

static bool is_needed(const property_case *c, size_t column)
{
    if (property_in_key(c, column) || column == c->newer ||
        column == c->key_count || names(&c->where, column))
        return true;
    for (size_t i = 0; i < c->column_count; i++)
        if (i != column && property_rule(c, i) == UPSERT_RULE_SQL &&
            names(&c->expressions[i], column))
            return true;
    return !c->columns[column].nullable && !c->columns[column].defaulted;
}

bool property_drop_input(property_case *c, size_t column)
{
    size_t at = 0;
    while (at < c->input_count && c->input[at] != column)
        at++;
    if (at == c->input_count || is_needed(c, column))
        return false;
    c->input_count--;
    memmove(&c->input[at], &c->input[at + 1],
            (c->input_count - at) * sizeof *c->input);
    c->update &= ~(1u << column);
    return true;
}

bool property_drop_rule(property_case *c, size_t column)
{
    if (!(c->update >> column & 1) || c->rules[column] == UPSERT_RULE_REPLACE ||
        column == c->touch)
        return false;
    c->rules[column] = UPSERT_RULE_REPLACE;
    return true;
}

/* ----------------------------------------------------------------- steps */

static bool default_update(property_case *c)
{
    bool changed = c->update != 0;
    c->update = 0;
    return changed;
}

static bool default_batch(property_case *c)
{
    bool changed = c->batch != 0;
    c->batch = 0;
    return changed;
}

static bool default_workers(property_case *c)
{
    bool changed = c->workers != 0;
    c->workers = 0;
    return changed;
}

static bool default_shards(property_case *c)
{
    bool changed = c->shards != 0;
    c->shards = 0;
    return changed;
}

static bool default_interval(property_case *c)
{
    bool changed = c->interval != 0 && c->workers < 2;
    c->interval = changed ? 0 : c->interval;
    return changed;
}

static bool default_changed(property_case *c)
{
    bool changed = !c->only_changed;
    c->only_changed = true;
    return changed;
}

static bool default_mode(property_case *c)
{
    bool changed = c->mode != UPSERT_MODE_UPSERT;
    c->mode = UPSERT_MODE_UPSERT;
    return changed;
}

static bool default_newer(property_case *c)
{
    bool changed = c->newer != COLUMNS;
    c->newer = COLUMNS;
    return changed;
}

static bool default_where(property_case *c)
{
    bool changed = c->where.text != NULL;
    c->where.text = NULL;
    return changed;
}

static bool default_duplicates(property_case *c)
{
    bool changed = c->duplicates != DUPLICATES_APPLY;
    c->duplicates = DUPLICATES_APPLY;
    return changed;
}

static bool default_null_keys(property_case *c)
{
    bool changed = c->null_keys != NULL_KEYS_REJECT;
    c->null_keys = NULL_KEYS_REJECT;
    return changed;
}

static bool default_touch(property_case *c)
{
    bool changed = c->touch != COLUMNS;
    if (changed)
        c->update &= ~(1u << c->touch);
    c->touch = COLUMNS;
    return changed;
}

static bool default_unique(property_case *c)
{
    bool changed = c->unique != COLUMNS;
    c->unique = COLUMNS;
    return changed;
}

static bool default_indexes(property_case *c)
{
    bool nullable = property_key_is_nullable(c);
    bool changed = c->extra_index || (c->unique_index && !nullable);
    c->extra_index = false;
    c->unique_index = nullable;
    return changed;
}

static bool default_defaults(property_case *c)
{
    bool changed = false;
    for (size_t i = 0; i < c->column_count; i++) {
        changed |= c->columns[i].defaulted;
        c->columns[i].defaulted = false;
    }
    return changed;
}

static bool default_order(property_case *c)
{
    property_case before = *c;
    c->input_count = 0;
    for (size_t i = 0; i < c->column_count; i++)
        if (property_in_input(&before, i))
            c->input[c->input_count++] = i;
    return memcmp(before.input, c->input, sizeof before.input) != 0;
}

/* ------------------------------------------------------------------ rows */

static bool no_deletes(property_case *c)
{
    bool changed = false;
    for (size_t i = 0; i < c->row_count; i++) {
        changed |= c->rows[i].deletes;
        c->rows[i].deletes = false;
    }
    return changed;
}

static bool no_absent(property_case *c)
{
    bool changed = false;
    for (size_t i = 0; i < c->row_count; i++)
        for (size_t column = 0; column < c->column_count; column++)
            if (c->rows[i].cells[column] == property_absent) {
                c->rows[i].cells[column] = NULL;
                changed = true;
            }
    return changed;
}

property_step *const property_steps[] = {
    no_deletes,
    no_absent,
    default_update,
    default_batch,
    default_workers,
    default_shards,
    default_interval,
    default_changed,
    default_mode,
    default_newer,
    default_where,
    default_duplicates,
    default_null_keys,
    default_touch,
    default_unique,
    default_indexes,
    default_defaults,
    default_order,
    NULL,
};
