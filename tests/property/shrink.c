/* A smaller case that still fails. */
#include "property.h"

/* Take a change if the case still fails with it. */
static bool keep(fixture *f, property_case *c, const property_case *smaller,
                 property_finding *finding)
{
    property_finding found;
    if (property_check(f, smaller, &found))
        return false;
    *c = *smaller;
    *finding = found;
    return true;
}

static void drop_rows(property_row *rows, size_t *count, size_t first,
                      size_t dropped)
{
    memmove(&rows[first], &rows[first + dropped],
            (*count - first - dropped) * sizeof *rows);
    *count -= dropped;
}

/* Drop pieces of a size wherever the case fails without them. */
static bool drop_pieces(fixture *f, property_case *c, bool initial,
                        size_t piece, property_finding *finding)
{
    bool dropped = false;
    for (size_t first = 0;;) {
        property_case smaller = *c;
        size_t *count = initial ? &smaller.initial_count : &smaller.row_count;
        if (first + piece > *count)
            return dropped;
        drop_rows(initial ? smaller.initial : smaller.rows, count, first,
                  piece);
        if (keep(f, c, &smaller, finding))
            dropped = true;
        else
            first += piece;
    }
}

static bool shrink_rows(fixture *f, property_case *c, bool initial,
                        property_finding *finding)
{
    bool dropped = false;
    size_t piece = initial ? c->initial_count : c->row_count;
    for (; piece > 0; piece /= 2)
        dropped |= drop_pieces(f, c, initial, piece, finding);
    return dropped;
}

static void drop_input(property_case *c, size_t at)
{
    size_t column = c->input[at];
    c->input_count--;
    memmove(&c->input[at], &c->input[at + 1],
            (c->input_count - at) * sizeof *c->input);
    c->update &= ~(1u << column);
}

static bool shrink_input(fixture *f, property_case *c,
                         property_finding *finding)
{
    bool dropped = false;
    for (size_t i = c->input_count; i-- > 0;) {
        size_t column = c->input[i];
        if (property_in_key(c, column) || !c->columns[column].nullable ||
            column == c->key_count)
            continue;
        property_case smaller = *c;
        drop_input(&smaller, i);
        dropped |= keep(f, c, &smaller, finding);
    }
    return dropped;
}

static void default_update(property_case *c)
{
    c->update = 0;
}

static void default_batch(property_case *c)
{
    c->batch = 0;
}

static void default_interval(property_case *c)
{
    c->interval = 0;
}

static void default_changed(property_case *c)
{
    c->only_changed = true;
}

static void default_mode(property_case *c)
{
    c->mode = UPSERT_MODE_UPSERT;
}

static void default_indexes(property_case *c)
{
    c->unique_index = c->extra_index = false;
}

static void default_order(property_case *c)
{
    property_case before = *c;
    c->input_count = 0;
    for (size_t i = 0; i < c->column_count; i++)
        if (property_in_input(&before, i))
            c->input[c->input_count++] = i;
}

static void shrink_job(fixture *f, property_case *c, property_finding *finding)
{
    static void (*const STEPS[])(property_case *) = {
        default_update, default_batch,   default_interval, default_changed,
        default_mode,   default_indexes, default_order,
    };
    for (size_t i = 0; i < LENGTH(STEPS); i++) {
        property_case smaller = *c;
        STEPS[i](&smaller);
        keep(f, c, &smaller, finding);
    }
}

void property_shrink(fixture *f, property_case *c, property_finding *finding)
{
    bool smaller = true;
    while (smaller) {
        smaller = shrink_rows(f, c, false, finding);
        smaller |= shrink_rows(f, c, true, finding);
        smaller |= shrink_input(f, c, finding);
    }
    shrink_job(f, c, finding);
    shrink_rows(f, c, false, finding);
}
