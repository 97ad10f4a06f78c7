/* MERGE: SQL Server, Oracle, Db2, H2, PostgreSQL 15 and many others. */
#include <upsert/dialect.h>

/* The left side is never qualified: PostgreSQL and DuckDB refuse that. */
static void assignment(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_name(plan, column, sql);
    upsert_sql_text(sql, " = ");
    upsert_render_source(plan, column, sql);
}

static void source_rows(const upsert_merge *profile, const upsert_plan *plan,
                        size_t rows, upsert_sql *sql)
{
    if (profile->source == UPSERT_MERGE_SELECT) {
        upsert_render_select(plan, rows, profile->from, profile->casts, sql);
        return;
    }
    upsert_sql_text(sql, "VALUES ");
    upsert_render_rows(plan, rows, "(", profile->casts, sql);
}

static void two_sides(const upsert_plan *plan, size_t column,
                      const char *before, const char *between,
                      const char *after, upsert_sql *sql)
{
    upsert_sql_text(sql, before);
    upsert_render_there(plan, column, sql);
    upsert_sql_text(sql, between);
    upsert_render_source(plan, column, sql);
    upsert_sql_text(sql, after);
}

static void differs_distinct(const upsert_plan *plan, size_t column,
                             upsert_sql *sql)
{
    two_sides(plan, column, "", " IS DISTINCT FROM ", "", sql);
}

static void differs_decode(const upsert_plan *plan, size_t column,
                           upsert_sql *sql)
{
    two_sides(plan, column, "DECODE(", ", ", ", 0, 1) = 1", sql);
}

static void differs_portable(const upsert_plan *plan, size_t column,
                             upsert_sql *sql)
{
    two_sides(plan, column, "", " <> ", "", sql);
    two_sides(plan, column, " OR (", " IS NULL AND ", " IS NOT NULL)", sql);
    two_sides(plan, column, " OR (", " IS NOT NULL AND ", " IS NULL)", sql);
}

/* EXCEPT takes two NULLs for equal, and works for all columns at once. */
static void differs_except(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "EXISTS (SELECT ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", upsert_render_source,
                       sql);
    upsert_sql_text(sql, " EXCEPT SELECT ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", upsert_render_there,
                       sql);
    upsert_sql_text(sql, ")");
}

static void changed(const upsert_merge *profile, const upsert_plan *plan,
                    upsert_sql *sql)
{
    static upsert_render_part *const DIFFERS[] = {
        [UPSERT_MERGE_DISTINCT] = differs_distinct,
        [UPSERT_MERGE_DECODE] = differs_decode,
        [UPSERT_MERGE_PORTABLE] = differs_portable,
    };
    if (profile->render_changed)
        profile->render_changed(plan, upsert_render_source, sql);
    else if (profile->differs == UPSERT_MERGE_EXCEPT)
        differs_except(plan, sql);
    else
        upsert_render_each(plan, UPSERT_RULE_REPLACE, " OR ",
                           DIFFERS[profile->differs], sql);
}

static void head(const upsert_merge *profile, const upsert_plan *plan,
                 size_t rows, upsert_sql *sql)
{
    upsert_sql_text(sql, "MERGE INTO ");
    upsert_render_table(plan, sql);
    if (plan->lock_hint)
        upsert_sql_text(sql, profile->hint);
    upsert_sql_text(sql, profile->table_as ? " AS t USING (" : " t USING (");
    source_rows(profile, plan, rows, sql);
    upsert_sql_text(sql, profile->source_as ? ") AS s" : ") s");
    if (profile->column_list) {
        upsert_sql_text(sql, " (");
        upsert_render_names(plan, sql);
        upsert_sql_text(sql, ")");
    }
    upsert_sql_text(sql, profile->on_parentheses ? " ON (" : " ON ");
    upsert_render_each(plan, UPSERT_RULE_KEY, " AND ", upsert_render_equal,
                       sql);
    if (profile->on_parentheses)
        upsert_sql_text(sql, ")");
}

static void when_matched(const upsert_merge *profile, const upsert_plan *plan,
                         upsert_sql *sql)
{
    bool only_changed = plan->only_changed;
    upsert_sql_text(sql, " WHEN MATCHED");
    if (only_changed && profile->condition == UPSERT_MERGE_CONDITION_AND) {
        upsert_sql_text(sql, " AND (");
        changed(profile, plan, sql);
        upsert_sql_text(sql, ")");
    }
    upsert_sql_text(sql, " THEN UPDATE SET ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", assignment, sql);
    if (only_changed && profile->condition == UPSERT_MERGE_CONDITION_WHERE) {
        upsert_sql_text(sql, " WHERE ");
        changed(profile, plan, sql);
    }
}

static void when_not_matched(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, " WHEN NOT MATCHED THEN INSERT (");
    upsert_render_names(plan, sql);
    upsert_sql_text(sql, ") VALUES (");
    for (size_t i = 0; i < plan->column_count; i++) {
        if (i)
            upsert_sql_text(sql, ", ");
        upsert_render_source(plan, i, sql);
    }
    upsert_sql_text(sql, ")");
}

static bool replaces(const upsert_plan *plan)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].rule == UPSERT_RULE_REPLACE)
            return true;
    return false;
}

/* A branch that would do nothing is left out: that is how every database says
   "do nothing". */
static void merge(const upsert_merge *profile, const upsert_plan *plan,
                  size_t rows, upsert_sql *sql)
{
    bool updates = plan->mode != UPSERT_MODE_INSERT_MISSING && replaces(plan);
    bool inserts = plan->mode != UPSERT_MODE_UPDATE_EXISTING;
    head(profile, plan, rows, sql);
    if (updates)
        when_matched(profile, plan, sql);
    if (inserts)
        when_not_matched(plan, sql);
    if (!updates && !inserts)
        upsert_render_no_update(sql);
}

static void insert(const upsert_merge *profile, const upsert_plan *plan,
                   size_t rows, upsert_sql *sql)
{
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " (");
    upsert_render_names(plan, sql);
    upsert_sql_text(sql, ") ");
    source_rows(profile, plan, rows, sql);
}

void upsert_render_merge(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    const upsert_merge *profile = plan->dialect->profile;
    if (plan->mode == UPSERT_MODE_INSERT)
        insert(profile, plan, rows, sql);
    else
        merge(profile, plan, rows, sql);
    upsert_sql_text(sql, profile->terminator);
}
