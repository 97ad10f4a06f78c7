/* From a seed to rows. */
#include "draw.h"

const char property_absent[] = "(absent)";

/* How often in a case something happens: once in so many times; 0: never. */
typedef struct habits {
    unsigned null_key, absent, deletes;
} habits;

/* ------------------------------------------------------------------ keys */

static const char *draw_value(source *s, const property_kind *kind)
{
    unsigned count = 0;
    while (kind->values[count])
        count++;
    return kind->values[draw(s, count)];
}

static bool happens(source *s, unsigned once_in)
{
    return once_in && one_in(s, once_in);
}

static void draw_key(source *s, const property_case *c, unsigned null_key,
                     property_row *row)
{
    for (size_t i = 0; i < c->key_count; i++)
        row->cells[i] = c->columns[i].nullable && happens(s, null_key)
                            ? NULL
                            : draw_value(s, c->columns[i].kind);
}

bool property_has_null_key(const property_case *c, const property_row *row)
{
    for (size_t i = 0; i < c->key_count; i++)
        if (!row->cells[i])
            return true;
    return false;
}

/* ------------------------------------------------------------------ rows */

static void draw_values(source *s, const property_case *c, property_row *row)
{
    for (size_t i = c->key_count; i < c->column_count; i++)
        row->cells[i] = !c->columns[i].nullable || !one_in(s, 5)
                            ? draw_value(s, c->columns[i].kind)
                            : NULL;
}

static bool is_named(const property_expression *e, size_t column)
{
    return e->text && (e->columns[0] == column || e->columns[1] == column);
}

/* Whether rows may leave the column out: one that nothing else goes by. */
static bool can_be_absent(const property_case *c, size_t column)
{
    if (property_in_key(c, column) || column == c->touch ||
        column == c->newer || is_named(&c->where, column))
        return false;
    for (size_t i = 0; i < c->column_count; i++)
        if (property_rule(c, i) == UPSERT_RULE_SQL &&
            is_named(&c->expressions[i], column))
            return false;
    return true;
}

static void draw_absent(source *s, const property_case *c, unsigned once_in,
                        property_row *row)
{
    for (size_t i = 0; i < c->column_count; i++)
        if (can_be_absent(c, i) && happens(s, once_in) &&
            (c->columns[i].nullable || c->columns[i].defaulted))
            row->cells[i] = property_absent;
}

static void draw_row(source *s, const property_case *c, const habits *h,
                     property_row *row)
{
    *row = (property_row){.deletes = happens(s, h->deletes)};
    draw_key(s, c, h->null_key, row);
    draw_values(s, c, row);
    draw_absent(s, c, h->absent, row);
}

/* ------------------------------------- a row that the database may refuse */

/* Give one column of the key a value that no other row has. */
static bool make_rare(source *s, const property_case *c, property_row *row)
{
    size_t first = draw(s, (unsigned)c->key_count);
    for (size_t i = 0; i < c->key_count; i++) {
        size_t column = (first + i) % c->key_count;
        if (!c->columns[column].kind->rare)
            continue;
        row->cells[column] = c->columns[column].kind->rare;
        return true;
    }
    return false;
}

static void spoil_cell(source *s, const property_case *c, size_t column,
                       property_row *row)
{
    const property_column *spoilt = &c->columns[column];
    bool free = can_be_absent(c, column);
    if (free && spoilt->kind->misfit && (spoilt->nullable || one_in(s, 2)))
        row->cells[column] = spoilt->kind->misfit;
    else if (!spoilt->nullable)
        row->cells[column] =
            free && (c->aspects & ASPECT_ABSENT) && one_in(s, 2)
                ? property_absent
                : NULL;
    else if (column == c->unique && c->initial_count)
        row->cells[column] = c->initial[0].cells[column];
}

static void spoil(source *s, const property_case *c, property_row *row)
{
    for (size_t i = c->key_count; i < c->column_count; i++)
        if (property_in_input(c, i) && one_in(s, 2))
            spoil_cell(s, c, i, row);
}

/* Choose a row and give it a key that does not come again, but for a row that
   may be there: of rows with one key the database may see the last alone.
   NULL: there is none. */
static property_row *draw_spoilt(source *s, property_case *c)
{
    property_row *row = &c->rows[draw(s, (unsigned)c->row_count)];
    if (property_has_null_key(c, row) || !make_rare(s, c, row))
        return NULL;
    row->deletes = false;
    row->spoilt = true;
    if (c->initial_count && !one_in(s, 4))
        memcpy(c->initial[c->initial_count - 1].cells, row->cells,
               c->key_count * sizeof *row->cells);
    return row;
}

/* ---------------------------------------------------------------- public */

static habits draw_habits(source *s, const property_case *c)
{
    habits h = {.null_key = c->null_keys == NULL_KEYS_REJECT ? 40 : 4};
    if ((c->aspects & ASPECT_ABSENT) && one_in(s, 3))
        h.absent = 2 + draw(s, 6);
    if ((c->aspects & ASPECT_DELETES) && one_in(s, 4))
        h.deletes = 2 + draw(s, 8);
    return h;
}

/* An error of the rows themselves is met when they are put, one of the database
   when they are sent: a case has one or the other. */
static bool fails_before(const property_case *c)
{
    return c->duplicates == DUPLICATES_REJECT || property_rejects_null_keys(c);
}

static void draw_all(source *s, property_case *c)
{
    habits initial = {.null_key = 4}, h = draw_habits(s, c);
    c->initial_count = draw(s, INITIAL_ROWS + 1);
    for (size_t i = 0; i < c->initial_count; i++)
        draw_row(s, c, &initial, &c->initial[i]);
    c->row_count = one_in(s, 16) ? draw(s, INPUT_ROWS + 1) : draw(s, 24);
    for (size_t i = 0; i < c->row_count; i++)
        draw_row(s, c, &h, &c->rows[i]);
}

void draw_rows(source *s, property_case *c)
{
    property_row *spoilt = NULL;
    draw_all(s, c);
    if ((c->aspects & ASPECT_ERRORS) && c->row_count && !fails_before(c) &&
        one_in(s, 2))
        spoilt = draw_spoilt(s, c);
    if (c->unique < COLUMNS)
        draw_unique(s, c);
    if (spoilt)
        spoil(s, c, spoilt);
}

/* Where another unique index takes a row for its own, its values stay. */
void draw_rejects(const database *d, source *s, property_case *c)
{
    unsigned once_in = 2 + draw(s, 8);
    c->rejects = true;
    for (size_t i = 0; i < c->row_count; i++) {
        property_row *row = &c->rows[i];
        if (row->deletes || !one_in(s, once_in))
            continue;
        const char *kept = c->unique < COLUMNS ? row->cells[c->unique] : NULL;
        spoil(s, c, row);
        row->spoilt = true;
        if (c->unique < COLUMNS && d->other_unique_absorbs)
            row->cells[c->unique] = kept;
    }
}
