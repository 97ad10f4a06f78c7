/* MERGE: SQL Server, Oracle, Db2, H2, PostgreSQL 15 and many others. */
#include <string.h>

#include <upsert/dialect.h>

#include "dialect/types.h"

/* Whether every row of the source was CAST to a column's full type: it may be
   another one when only the first row was. */
static bool is_of_type(const upsert_plan *plan, size_t column)
{
    const upsert_merge *profile = plan->dialect->profile;
    const upsert_plan_column *of = &plan->columns[column];
    return profile->casts == UPSERT_CAST_EVERY &&
           strcmp(of->cast_name, of->type_name) == 0;
}

static void rounded(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    if (is_of_type(plan, column))
        upsert_render_source(plan, column, sql);
    else
        upsert_render_rounded(plan, column, upsert_render_source, sql);
}

static const upsert_sides SIDES = {
    .there = upsert_render_there_named,
    .incoming = upsert_render_source,
    .stored = rounded,
};

/* The rows come in as columns that the database names itself. */
static void from_values(const upsert_merge *profile, const upsert_plan *plan,
                        size_t rows, upsert_sql *sql)
{
    upsert_sql_text(sql, "SELECT ");
    for (size_t i = 0; i < plan->column_count; i++) {
        const char *cast_name = plan->columns[i].cast_name;
        bool cast = profile->casts != UPSERT_CAST_NONE && cast_name[0];
        upsert_sql_text(sql, i ? ", " : "");
        upsert_sql_text(sql, cast ? "CAST(column" : "column");
        upsert_sql_number(sql, i + 1);
        if (cast) {
            upsert_sql_text(sql, " AS ");
            upsert_sql_text(sql, cast_name);
            upsert_sql_text(sql, ")");
        }
        upsert_sql_text(sql, " AS ");
        upsert_render_name(plan, i, sql);
    }
    upsert_sql_text(sql, " FROM VALUES ");
    upsert_render_rows(plan, rows, "(", UPSERT_CAST_NONE, sql);
}

static void source_rows(const upsert_merge *profile, const upsert_plan *plan,
                        size_t rows, upsert_sql *sql)
{
    if (upsert_render_query(plan, sql))
        return;
    if (profile->source == UPSERT_MERGE_SELECT) {
        upsert_render_select(plan, rows, profile->from, profile->casts, sql);
        return;
    }
    if (profile->source == UPSERT_MERGE_FROM_VALUES) {
        from_values(profile, plan, rows, sql);
        return;
    }
    if (profile->source == UPSERT_MERGE_ONE_ROW && rows > 1)
        upsert_sql_refuse(sql, "a MERGE of this database takes one row");
    upsert_sql_text(sql, "VALUES ");
    upsert_render_rows(plan, rows, "(", profile->casts, sql);
}

/* How a column is compared: as it is, or byte by byte. */
typedef struct comparison {
    const upsert_merge *profile;
    bool bytes;
} comparison;

static void there(const comparison *by, const upsert_plan *plan, size_t column,
                  upsert_sql *sql)
{
    upsert_sql_text(sql, by->bytes ? by->profile->bytes_before : "");
    upsert_render_there(plan, column, sql);
    upsert_sql_text(sql, by->bytes ? by->profile->bytes_after : "");
}

static void value(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_value(plan, column, &SIDES, sql);
}

/* The bytes are those that it would have in the table. */
static void incoming(const comparison *by, const upsert_plan *plan,
                     size_t column, upsert_sql *sql)
{
    if (!by->bytes && plan->columns[column].rule == UPSERT_RULE_SQL) {
        upsert_render_rounded(plan, column, value, sql);
        return;
    }
    upsert_sql_text(sql, by->bytes ? by->profile->bytes_before : "");
    upsert_sql_text(sql, by->bytes ? "CAST(" : "");
    value(plan, column, sql);
    if (!by->bytes)
        return;
    upsert_sql_text(sql, " AS ");
    upsert_sql_text(sql, plan->columns[column].type_name);
    upsert_sql_text(sql, ")");
    upsert_sql_text(sql, by->profile->bytes_after);
}

static void two_sides(const comparison *by, const upsert_plan *plan,
                      size_t column, const char *const texts[3],
                      upsert_sql *sql)
{
    upsert_sql_text(sql, texts[0]);
    there(by, plan, column, sql);
    upsert_sql_text(sql, texts[1]);
    incoming(by, plan, column, sql);
    upsert_sql_text(sql, texts[2]);
}

static void differs(const comparison *by, const upsert_plan *plan,
                    size_t column, upsert_sql *sql)
{
    static const char *const DISTINCT[] = {"", " IS DISTINCT FROM ", ""};
    static const char *const DECODE[] = {"DECODE(", ", ", ", 0, 1) = 1"};
    static const char *const PORTABLE[][3] = {
        {"", " <> ", ""},
        {" OR (", " IS NULL AND ", " IS NOT NULL)"},
        {" OR (", " IS NOT NULL AND ", " IS NULL)"},
    };
    static const comparison AS_IT_IS = {.bytes = false};
    switch (by->profile->differs) {
    case UPSERT_MERGE_DECODE:
        two_sides(by, plan, column, DECODE, sql);
        break;
    case UPSERT_MERGE_PORTABLE:
        two_sides(by, plan, column, PORTABLE[0], sql);
        if (by->bytes)
            break; /* the text itself was compared with NULL */
        two_sides(&AS_IT_IS, plan, column, PORTABLE[1], sql);
        two_sides(&AS_IT_IS, plan, column, PORTABLE[2], sql);
        break;
    default:
        two_sides(by, plan, column, DISTINCT, sql);
    }
}

static bool has_bytes(const upsert_merge *profile, const upsert_plan *plan,
                      size_t column)
{
    return profile->bytes_before &&
           plan->columns[column].type == UPSERT_TYPE_TEXT;
}

typedef void render_compared(const comparison *by, const upsert_plan *plan,
                             size_t column, upsert_sql *sql);

/* Every column that is compared, and the bytes of those that have them. */
static void each_compared(const upsert_merge *profile, const upsert_plan *plan,
                          const char *between, render_compared *append,
                          upsert_sql *sql)
{
    const comparison as_it_is = {profile, false};
    const comparison bytes = {profile, true};
    const char *before = "";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (!upsert_plan_compares(plan, i))
            continue;
        upsert_sql_text(sql, before);
        append(&as_it_is, plan, i, sql);
        before = between;
        if (!has_bytes(profile, plan, i))
            continue;
        upsert_sql_text(sql, between);
        append(&bytes, plan, i, sql);
    }
}

/* EXCEPT takes two NULLs for equal, and works for all columns at once. */
static void differs_except(const upsert_merge *profile, const upsert_plan *plan,
                           upsert_sql *sql)
{
    upsert_sql_text(sql, "EXISTS (SELECT ");
    each_compared(profile, plan, ", ", incoming, sql);
    upsert_sql_text(sql, " EXCEPT SELECT ");
    each_compared(profile, plan, ", ", there, sql);
    upsert_sql_text(sql, ")");
}

static bool comparable(const upsert_merge *profile, const char *type_name)
{
    const char *const *words = profile->incomparable;
    for (; words && *words; words++)
        if (up_type_begins(type_name, *words))
            return false;
    return true;
}

static void refuse_incomparable(const upsert_merge *profile,
                                const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (upsert_plan_compares(plan, i) &&
            !comparable(profile, plan->columns[i].type_name))
            upsert_sql_refuse(sql, "a column to update is of a type that this "
                                   "database cannot compare: it needs "
                                   "upsert.only_changed = no");
}

static void changed(const upsert_plan *plan, const upsert_sides *sides,
                    upsert_sql *sql)
{
    const upsert_merge *profile = plan->dialect->profile;
    refuse_incomparable(profile, plan, sql);
    if (profile->render_changed)
        profile->render_changed(plan, sides, sql);
    else if (profile->differs == UPSERT_MERGE_EXCEPT)
        differs_except(profile, plan, sql);
    else
        each_compared(profile, plan, " OR ", differs, sql);
}

static void head(const upsert_merge *profile, const upsert_plan *plan,
                 size_t rows, upsert_sql *sql)
{
    upsert_sql_text(sql, "MERGE INTO ");
    upsert_render_table(plan, sql);
    if (plan->lock_hint)
        upsert_sql_text(sql, profile->hint);
    bool bare = profile->source == UPSERT_MERGE_ONE_ROW;
    upsert_sql_text(sql, profile->table_as ? " AS t USING " : " t USING ");
    upsert_sql_text(sql, bare ? "" : "(");
    source_rows(profile, plan, rows, sql);
    upsert_sql_text(sql, bare ? "" : ")");
    upsert_sql_text(sql, profile->source_as ? " AS s" : " s");
    if (profile->column_list) {
        upsert_sql_text(sql, " (");
        upsert_render_names(plan, sql);
        upsert_sql_text(sql, ")");
    }
    upsert_sql_text(sql, profile->on_parentheses ? " ON (" : " ON ");
    upsert_render_key(plan, &SIDES, sql);
    if (profile->on_parentheses)
        upsert_sql_text(sql, ")");
}

/* Of a database without a condition for an update. */
static void refuse_conditions(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->only_changed)
        upsert_sql_refuse(sql, "a MERGE of this database writes equal rows, "
                               "too: it needs upsert.only_changed = no");
    if (upsert_plan_first(plan, UPSERT_RULE_TOUCH) < plan->column_count)
        upsert_sql_refuse(sql, "a MERGE of this database does not compare: it "
                               "cannot touch a column when another one "
                               "changes");
    if (plan->newer || plan->where)
        upsert_sql_refuse(sql, "a MERGE of this database updates without a "
                               "condition: it takes none");
}

static void when_matched(const upsert_merge *profile, const upsert_plan *plan,
                         upsert_sql *sql)
{
    if (profile->condition == UPSERT_MERGE_CONDITION_NONE)
        refuse_conditions(plan, sql);
    upsert_sql_text(sql, " WHEN MATCHED");
    if (profile->condition == UPSERT_MERGE_CONDITION_AND)
        upsert_render_conditions(plan, " AND ", &SIDES, changed, sql);
    upsert_sql_text(sql, " THEN UPDATE SET ");
    upsert_render_assignments(plan, &SIDES, changed, sql);
    if (profile->condition == UPSERT_MERGE_CONDITION_WHERE)
        upsert_render_conditions(plan, " WHERE ", &SIDES, changed, sql);
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

/* A branch that would do nothing is left out: that is how every database says
   "do nothing". */
static void merge(const upsert_merge *profile, const upsert_plan *plan,
                  size_t rows, upsert_sql *sql)
{
    bool updates = upsert_plan_updates(plan);
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
