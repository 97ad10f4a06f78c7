/* A smaller case that still fails. */
#include "property.h"

/* Take a change if the case still fails with it, and not in another way. */
static bool keep(fixture *f, property_case *c, const property_case *smaller,
                 property_finding *finding)
{
    property_finding found;
    if (property_check(f, smaller, &found) ||
        strcmp(found.kind, finding->kind) != 0)
        return false;
    *c = *smaller;
    *finding = found;
    return true;
}

/* ------------------------------------------------------------------ rows */

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

/* --------------------------------------------------------------- columns */

typedef bool drop_column(property_case *c, size_t column);

static bool shrink_columns(fixture *f, property_case *c, drop_column *drop,
                           property_finding *finding)
{
    bool dropped = false;
    for (size_t i = c->column_count; i-- > c->key_count;) {
        property_case smaller = *c;
        if (drop(&smaller, i))
            dropped |= keep(f, c, &smaller, finding);
    }
    return dropped;
}

static bool shrink_job(fixture *f, property_case *c, property_finding *finding)
{
    bool dropped = false;
    for (property_step *const *step = property_steps; *step; step++) {
        property_case smaller = *c;
        if ((*step)(&smaller))
            dropped |= keep(f, c, &smaller, finding);
    }
    return dropped;
}

void property_shrink(fixture *f, property_case *c, property_finding *finding)
{
    bool smaller = true;
    while (smaller) {
        smaller = shrink_rows(f, c, false, finding);
        smaller |= shrink_rows(f, c, true, finding);
        smaller |= shrink_job(f, c, finding);
        smaller |= shrink_columns(f, c, property_drop_rule, finding);
        smaller |= shrink_columns(f, c, property_drop_input, finding);
    }
}
