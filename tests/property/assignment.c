/* Rules and conditions as SQL that everybody can check. */
#include "property.h"

/* ----------------------------------------------------------- expressions */

/* The hole that begins a text: a column of the row that is there or of the one
   that comes in. */
typedef struct hole {
    const char *text;
    bool incoming;
    size_t column; /* index into those of the expression */
} hole;

static const hole *hole_at(const char *text)
{
    static const hole HOLES[] = {{"{old}", false, 0},
                                 {"{new}", true, 0},
                                 {"{old2}", false, 1},
                                 {"{new2}", true, 1}};
    for (size_t i = 0; i < LENGTH(HOLES); i++)
        if (strncmp(text, HOLES[i].text, strlen(HOLES[i].text)) == 0)
            return &HOLES[i];
    return NULL;
}

void property_put_expression(const property_case *c,
                             const property_expression *expression,
                             const property_spelling *sides, FILE *out)
{
    for (const char *at = expression->text; *at;) {
        const hole *found = hole_at(at);
        if (!found) {
            fputc(*at++, out);
            continue;
        }
        fprintf(out, "%s%s%s", found->incoming ? sides->incoming : sides->old,
                c->columns[expression->columns[found->column]].name,
                sides->after);
        at += strlen(found->text);
    }
}

static const property_spelling SIDES = {"o.[", "n.[", "]"};

/* ----------------------------------------------------------------- rules */

/* Replace @ by a column's name. */
static void put_template(FILE *out, const char *text, const char *name)
{
    for (; *text; text++)
        if (*text == '@')
            fprintf(out, "[%s]", name);
        else
            fputc(*text, out);
}

#define UNLESS_NULL(value)                                                     \
    "CASE WHEN n.@ IS NULL THEN o.@ WHEN o.@ IS NULL THEN n.@ " value " END"

/* SQLite makes a float of an integer that is too large; that is the error that
   it is elsewhere. */
static const char *sum_on(const database *d)
{
    return strcmp(d->name, "sqlite") == 0
               ? UNLESS_NULL("WHEN typeof(o.@) = 'integer' AND typeof(n.@) = "
                             "'integer' AND typeof(o.@ + n.@) = 'real' THEN "
                             "abs(-9223372036854775807 - 1) ELSE o.@ + n.@")
               : UNLESS_NULL("ELSE o.@ + n.@");
}

static const char *text_on(const database *d)
{
    return strstr(d->name, "mariadb") || strstr(d->name, "mysql")
               ? UNLESS_NULL("ELSE CONCAT(o.@, n.@)")
               : UNLESS_NULL("ELSE o.@ || n.@");
}

static const char *template_of(const database *d, upsert_rule rule)
{
    switch (rule) {
    case UPSERT_RULE_KEEP_IF_NULL:
        return "CASE WHEN n.@ IS NULL THEN o.@ ELSE n.@ END";
    case UPSERT_RULE_ADD:
        return sum_on(d);
    case UPSERT_RULE_GREATEST:
        return UNLESS_NULL("WHEN n.@ > o.@ THEN n.@ ELSE o.@");
    case UPSERT_RULE_LEAST:
        return UNLESS_NULL("WHEN n.@ < o.@ THEN n.@ ELSE o.@");
    case UPSERT_RULE_APPEND:
        return text_on(d);
    default:
        return "n.@";
    }
}

void property_put_value(const fixture *f, const property_case *c, size_t column,
                        FILE *out)
{
    upsert_rule rule = property_rule(c, column);
    if (rule == UPSERT_RULE_SQL)
        property_put_expression(c, &c->expressions[column], &SIDES, out);
    else
        put_template(out, template_of(f->database, rule),
                     c->columns[column].name);
}

/* ------------------------------------------------------------ conditions */

void property_put_conditions(const property_case *c, FILE *out)
{
    if (c->newer < COLUMNS)
        put_template(out, " AND n.@ IS NOT NULL AND (o.@ IS NULL OR n.@ > o.@)",
                     c->columns[c->newer].name);
    if (!c->where.text)
        return;
    fputs(" AND (", out);
    property_put_expression(c, &c->where, &SIDES, out);
    fputc(')', out);
}
