/* Values of another unique index, which pass from row to row: in input order
   they nearly always may. */
#include "draw.h"

enum { KEY_NUMBERS = 10000, VALUES = INITIAL_ROWS + INPUT_ROWS + 1 };

/* The number of a cell among the values of its kind. */
static size_t place(const property_column *column, const char *cell)
{
    size_t found = 0;
    while (column->kind->values[found] && column->kind->values[found] != cell)
        found++;
    return found;
}

/* Of a key without NULL; two spellings have two numbers. */
static size_t number_of_key(const property_case *c, const property_row *row)
{
    size_t number = 0;
    for (size_t i = 0; i < c->key_count; i++)
        number = number * 20 + place(&c->columns[i], row->cells[i]);
    return number % KEY_NUMBERS;
}

/* Whose each value is, as far as can be told without the database. */
typedef struct owners {
    size_t used;                  /* values from 0 on */
    size_t value_of[KEY_NUMBERS]; /* from 1 on; 0: none */
    bool taken[VALUES];
} owners;

static const char *text_of(size_t value)
{
    static char texts[VALUES][8];
    snprintf(texts[value], sizeof texts[value], "%zu", value + 1);
    return texts[value];
}

static void free_value(owners *o, size_t key)
{
    if (o->value_of[key])
        o->taken[o->value_of[key] - 1] = false;
    o->value_of[key] = 0;
}

/* One that another row had; a new one where there is none. */
static size_t draw_free(source *s, const owners *o)
{
    size_t found = o->used;
    unsigned count = 0;
    for (size_t i = 0; i < o->used; i++)
        if (!o->taken[i] && one_in(s, ++count))
            found = i;
    return found;
}

/* Rows of the table as it is have each a value of their own; of those with one
   key the first stays. */
static void give_initial(const property_case *c, owners *o, property_row *row)
{
    row->cells[c->unique] = NULL;
    if (property_has_null_key(c, row))
        return;
    size_t key = number_of_key(c, row), value = o->used++;
    row->cells[c->unique] = text_of(value);
    o->taken[value] = !o->value_of[key];
    if (!o->value_of[key])
        o->value_of[key] = value + 1;
}

static size_t draw_value(source *s, const owners *o, size_t key)
{
    if (o->value_of[key] && one_in(s, 2))
        return o->value_of[key] - 1;
    return one_in(s, 3) ? o->used : draw_free(s, o);
}

static void give_value(source *s, const property_case *c, owners *o,
                       property_row *row)
{
    const char **cell = &row->cells[c->unique];
    if (property_has_null_key(c, row) || *cell == property_absent) {
        *cell = *cell == property_absent ? *cell : NULL;
        return;
    }
    size_t key = number_of_key(c, row), value = draw_value(s, o, key);
    free_value(o, key);
    if (row->deletes)
        return;
    *cell = text_of(value);
    o->value_of[key] = value + 1;
    o->taken[value] = true;
    o->used += value == o->used;
}

void draw_unique(source *s, property_case *c)
{
    static owners o;
    memset(&o, 0, sizeof o);
    for (size_t i = 0; i < c->initial_count; i++)
        give_initial(c, &o, &c->initial[i]);
    for (size_t i = 0; i < c->row_count; i++)
        give_value(s, c, &o, &c->rows[i]);
}
