/* From a seed to a case, and to its table. */
#include "draw.h"

unsigned draw(source *s, unsigned below)
{
    uint64_t z = s->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ (z >> 31)) % below);
}

bool one_in(source *s, unsigned n)
{
    return draw(s, n) == 0;
}

static const char *const NAMES[KEYS + OTHERS] = {"k1", "k2", "k3", "v1",
                                                 "v2", "v3", "v4", "v5"};

static const char *const NUMBERS_FROM_1000[] = {"1000", NULL};
static const property_kind UNIQUE_KIND = {.type = "<integer>",
                                          .values = NUMBERS_FROM_1000};

static const char *const TIMES[] = {"2001-01-01 00:00:00", NULL};
static const property_kind TOUCH_KIND = {.type = "<timestamp>",
                                         .values = TIMES};

static void draw_keys(const database *d, source *s, property_case *c)
{
    bool nulls = (c->aspects & ASPECT_NULLS) && one_in(s, 4);
    c->key_count = one_in(s, 2) ? 1 : 1 + draw(s, KEYS);
    for (size_t i = 0; i < c->key_count; i++)
        c->columns[i] = (property_column){.name = NAMES[i],
                                          .kind = draw_key_kind(d, c, s),
                                          .nullable = nulls && !one_in(s, 3)};
    c->column_count = c->key_count;
    c->unique_index = nulls || one_in(s, 3);
}

static void draw_others(const database *d, source *s, property_case *c)
{
    size_t count = 1 + draw(s, OTHERS);
    for (size_t i = 0; i < count; i++) {
        const property_kind *kind = draw_other_kind(d, c, s);
        c->columns[c->column_count++] = (property_column){
            .name = NAMES[KEYS + i],
            .kind = kind,
            .nullable = !one_in(s, 3),
            .defaulted = kind->initial && one_in(s, 3),
        };
    }
}

static size_t add_column(property_case *c, const char *name,
                         const property_kind *kind)
{
    c->columns[c->column_count] =
        (property_column){.name = name, .kind = kind, .nullable = true};
    return c->column_count++;
}

void draw_table(const database *d, source *s, property_case *c)
{
    draw_keys(d, s, c);
    draw_others(d, s, c);
    c->unique = c->touch = COLUMNS;
    if ((c->aspects & ASPECT_UNIQUE) && one_in(s, 8))
        c->unique = add_column(c, "u1", &UNIQUE_KIND);
    if ((c->aspects & ASPECT_TOUCH) && one_in(s, 4))
        c->touch = add_column(c, "t1", &TOUCH_KIND);
    c->extra_index =
        one_in(s, 4) && !property_has_trait(c, c->key_count, UNINDEXED);
}

/* ---------------------------------------------------------------- public */

bool property_in_key(const property_case *c, size_t column)
{
    return column < c->key_count;
}

bool property_has_trait(const property_case *c, size_t column, unsigned trait)
{
    return column < c->column_count &&
           (c->columns[column].kind->traits & trait) != 0;
}

bool property_is_misfit(const property_case *c, const property_row *row,
                        size_t column)
{
    const char *misfit = c->columns[column].kind->misfit;
    return misfit && row->cells[column] == misfit;
}

/* One that the database knows. */
static const char *draw_transport(const database *d, source *s)
{
    static const char *const ALL[] = {"row",      "values",  "columns", "array",
                                      "document", "staging", "load"};
    const char *transport;
    do
        transport = ALL[draw(s, LENGTH(ALL))];
    while (!strstr(d->transports, transport));
    return transport;
}

void property_generate(const database *d, unsigned aspects, uint64_t seed,
                       property_case *c)
{
    source table = {seed >> 4}, rest = {~seed};
    *c = (property_case){.seed = seed, .aspects = aspects};
    draw_table(d, &table, c);
    draw_job(&rest, c);
    draw_rows(&rest, c);
    if ((c->aspects & ASPECT_TRANSPORTS) && one_in(&rest, 3))
        c->transport = draw_transport(d, &rest);
    if ((c->aspects & ASPECT_WORKERS) && one_in(&rest, 8))
        c->workers = c->interval ? 1 + draw(&rest, 3) : 1;
    if ((c->aspects & ASPECT_SHARDS) && one_in(&rest, 8))
        c->shards = 2 + draw(&rest, 3);
    if ((c->aspects & ASPECT_REJECTS) && !c->shards && one_in(&rest, 4))
        draw_rejects(d, &rest, c);
}
