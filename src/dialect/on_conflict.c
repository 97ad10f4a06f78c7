/* INSERT .. ON CONFLICT: PostgreSQL, SQLite and their kin. */
#include <upsert/dialect.h>

static void excluded(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_sql_text(sql, "excluded.");
    upsert_render_name(plan, column, sql);
}

/* Of a database that converts a value when it is stored: until then the text of
   a marker is a number beside a column or a CAST alone. There a text that is
   none is greater than every number, and stays what it is, as in the column. */
static void typed(const upsert_plan *plan, size_t column,
                  upsert_render_part *value, upsert_sql *sql)
{
    upsert_type type = plan->columns[column].type;
    bool real = type == UPSERT_TYPE_FLOAT;
    if (!real && type != UPSERT_TYPE_INTEGER && type != UPSERT_TYPE_DECIMAL) {
        value(plan, column, sql);
        return;
    }
    upsert_sql_text(sql, "CASE WHEN ");
    value(plan, column, sql);
    upsert_sql_text(sql, " <= CAST(9e999 AS NUMERIC) THEN CAST(");
    value(plan, column, sql);
    upsert_sql_text(sql, real ? " AS REAL) ELSE " : " AS NUMERIC) ELSE ");
    value(plan, column, sql);
    upsert_sql_text(sql, " END");
}

static void typed_excluded(const upsert_plan *plan, size_t column,
                           upsert_sql *sql)
{
    typed(plan, column, excluded, sql);
}

/* The row that an INSERT excludes is of the table: its values are rounded. */
static upsert_sides excluded_sides(const upsert_on_conflict *profile,
                                   const upsert_plan *plan)
{
    return (upsert_sides){
        .there = upsert_render_there_named,
        .incoming = excluded,
        .typed = plan->dialect->types_are_affinities ? typed_excluded : NULL,
        .sum = profile->render_sum,
    };
}

static void target(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, " ON CONFLICT (");
    upsert_render_each(plan, UPSERT_RULE_KEY, ", ", upsert_render_name, sql);
    upsert_sql_text(sql, ")");
    if (plan->predicate) {
        upsert_sql_text(sql, " WHERE ");
        upsert_sql_text(sql, plan->predicate);
    }
}

static void conflict(const upsert_on_conflict *profile, const upsert_plan *plan,
                     upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_INSERT)
        return;
    target(plan, sql);
    if (!upsert_plan_updates(plan)) {
        upsert_sql_text(sql, " DO NOTHING");
        return;
    }
    upsert_sides sides = excluded_sides(profile, plan);
    upsert_sql_text(sql, " DO UPDATE SET ");
    upsert_render_assignments(plan, &sides, profile->render_changed, sql);
    upsert_render_conditions(plan, " WHERE ", &sides, profile->render_changed,
                             sql);
}

static void rows_of(const upsert_plan *plan, size_t rows, upsert_casts casts,
                    upsert_sql *sql)
{
    if (upsert_render_query(plan, sql))
        return;
    upsert_sql_text(sql, "VALUES ");
    upsert_render_rows(plan, rows, "(", casts, sql);
}

static void insert(const upsert_on_conflict *profile, const upsert_plan *plan,
                   size_t rows, upsert_sql *sql)
{
    bool returning =
        plan->counting == UPSERT_COUNTING_RESULT && profile->was_inserted;
    if (returning)
        upsert_sql_text(sql, "WITH counted AS (");
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " AS t (");
    upsert_render_names(plan, sql);
    upsert_sql_text(sql, ") ");
    rows_of(plan, rows, UPSERT_CAST_NONE, sql);
    conflict(profile, plan, sql);
    if (returning) {
        upsert_sql_text(sql, " RETURNING ");
        upsert_sql_text(sql, profile->was_inserted);
        upsert_sql_text(sql, " AS inserted) SELECT"
                             " count(*) FILTER (WHERE inserted),"
                             " count(*) FILTER (WHERE NOT inserted)"
                             " FROM counted");
    }
}

/* The columns of a VALUES list are named column1, column2, ... by PostgreSQL
   and SQLite alike, and so are those of any other source of an UPDATE. */
static void source_column(const upsert_plan *plan, size_t column,
                          upsert_sql *sql)
{
    (void)plan;
    upsert_sql_text(sql, "s.column");
    upsert_sql_number(sql, column + 1);
}

static void rounded(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_rounded(plan, column, source_column, sql);
}

static void typed_source(const upsert_plan *plan, size_t column,
                         upsert_sql *sql)
{
    typed(plan, column, source_column, sql);
}

static upsert_sides source_sides(const upsert_on_conflict *profile,
                                 const upsert_plan *plan)
{
    return (upsert_sides){
        .there = upsert_render_there_named,
        .incoming = source_column,
        .stored = plan->dialect->types_are_affinities ? NULL : rounded,
        .typed = plan->dialect->types_are_affinities ? typed_source : NULL,
        .sum = profile->render_sum,
    };
}

static void group_by(const upsert_plan *plan, upsert_sql *sql)
{
    const char *before = " GROUP BY ";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (plan->columns[i].rule != UPSERT_RULE_KEY &&
            plan->columns[i].rule != UPSERT_RULE_KEY_NULL)
            continue;
        upsert_sql_text(sql, before);
        source_column(plan, i, sql);
        before = ", ";
    }
}

/* A subquery of two rows, which is an error, where two rows of the source are
   one row to the database: the UPDATE would take either. */
static void refuse_row_twice(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, " AND (SELECT 0 FROM s");
    group_by(plan, sql);
    upsert_sql_text(sql, " HAVING count(*) > 1 UNION ALL SELECT 0) = 0");
}

static void source(const upsert_on_conflict *profile, const upsert_plan *plan,
                   size_t rows, const char *before, const char *after,
                   upsert_sql *sql)
{
    upsert_sql_text(sql, before);
    upsert_sql_text(sql, "(");
    rows_of(plan, rows, profile->casts, sql);
    upsert_sql_text(sql, after);
}

/* The source is named before the statement where it is read twice. */
static void update(const upsert_on_conflict *profile, const upsert_plan *plan,
                   size_t rows, upsert_sql *sql)
{
    bool twice = profile->refuse_row_twice;
    upsert_sides sides = source_sides(profile, plan);
    if (!upsert_plan_updates(plan))
        upsert_render_no_update(sql);
    if (twice)
        source(profile, plan, rows, "WITH s AS ", ") ", sql);
    upsert_sql_text(sql, "UPDATE ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " AS t SET ");
    upsert_render_assignments(plan, &sides, profile->render_changed, sql);
    if (twice)
        upsert_sql_text(sql, " FROM s WHERE ");
    else
        source(profile, plan, rows, " FROM ", ") AS s WHERE ", sql);
    upsert_render_key(plan, &sides, sql);
    if (plan->predicate) {
        upsert_sql_text(sql, " AND (");
        upsert_sql_text(sql, plan->predicate);
        upsert_sql_text(sql, ")");
    }
    upsert_render_conditions(plan, " AND ", &sides, profile->render_changed,
                             sql);
    if (twice)
        refuse_row_twice(plan, sql);
}

void upsert_render_on_conflict(const upsert_plan *plan, size_t rows,
                               upsert_sql *sql)
{
    const upsert_on_conflict *profile = plan->dialect->profile;
    if (profile->prefix && plan->counting == UPSERT_COUNTING_SESSION)
        upsert_sql_text(sql, profile->prefix);
    if (plan->mode == UPSERT_MODE_UPDATE_EXISTING)
        update(profile, plan, rows, sql);
    else
        insert(profile, plan, rows, sql);
}
