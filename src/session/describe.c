/* The plan in words: what `upsert plan` prints. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "dialect/registry.h"
#include "dialect/row.h"
#include "dialect/sql.h"
#include "session/sender.h"
#include "session/session.h"
#include "session/transport.h"

static const char *mode_name(upsert_mode mode)
{
    static const char *const NAMES[] = {
        [UPSERT_MODE_UPSERT] = "upsert",
        [UPSERT_MODE_INSERT_MISSING] = "insert_missing",
        [UPSERT_MODE_UPDATE_EXISTING] = "update_existing",
        [UPSERT_MODE_INSERT] = "insert",
    };
    return NAMES[mode];
}

/* What the rule means in the plan's mode. */
static void describe_rule(const upsert_plan *plan,
                          const upsert_plan_column *column, up_buffer *text)
{
    bool key = column->rule == UPSERT_RULE_KEY;
    bool inserts = plan->mode == UPSERT_MODE_INSERT ||
                   plan->mode == UPSERT_MODE_INSERT_MISSING;
    upsert_rule rule = inserts && !key ? UPSERT_RULE_INSERT_ONLY : column->rule;
    up_buffer_text(text, up_rule_name(rule));
    if (rule == UPSERT_RULE_SQL)
        up_buffer_format(text, "(%s)", column->expression);
}

static const char *dialect_reason(const upsert_session *session)
{
    if (session->run.custom.plugin)
        return up_plugin_path(session->run.custom.plugin);
    if (session->run.custom.file)
        return "of target.dialect_file";
    return session->run.dialect_forced ? "set by target.dialect"
                                       : "by what the server says of itself";
}

static void describe_key(const upsert_session *session, up_buffer *text)
{
    const up_index *index = session->run.plan.index;
    up_buffer_text(text, "key        ");
    if (!index) {
        up_buffer_text(text, "none\n");
        return;
    }
    for (size_t i = 0; i < index->count; i++)
        up_buffer_format(text, i ? ", %s" : "%s", index->columns[i]);
    up_buffer_format(text, " (%s %s)\n",
                     index->primary ? "primary key" : "unique index",
                     index->name);
}

/* What holds a row back, and what becomes of special ones. */
static void describe_policies(const up_plan *plan, up_buffer *text)
{
    static const char *const DUPLICATES[] = {NULL, "first", "reject"};
    static const char *const NULL_KEYS[] = {NULL, "insert", "match"};
    if (plan->facts.newer)
        up_buffer_format(text, "only newer %s\n", plan->facts.newer);
    if (plan->facts.where)
        up_buffer_format(text, "where      %s\n", plan->facts.where);
    if (DUPLICATES[plan->duplicates])
        up_buffer_format(text, "duplicates %s\n", DUPLICATES[plan->duplicates]);
    if (NULL_KEYS[plan->null_keys])
        up_buffer_format(text, "null keys  %s\n", NULL_KEYS[plan->null_keys]);
}

/* Whether the statement casts its markers. */
static bool has_casts(const upsert_session *session)
{
    up_buffer sql = {0};
    bool casts = up_carrier_render(&session->run.plan.facts,
                                   session->run.dialect->render, 1, &sql,
                                   NULL) == UPSERT_OK &&
                 up_buffer_string(&sql) && strstr(sql.data, "CAST(?");
    up_buffer_dispose(&sql);
    return casts;
}

static void describe_column(const upsert_session *session, size_t index,
                            bool casts, up_buffer *text)
{
    const upsert_plan *plan = &session->run.plan.facts;
    const upsert_plan_column *column = &plan->columns[index];
    const up_column *facts = up_table_column(&session->run.table, column->name);
    up_buffer_format(text, "column     %s %s", column->name,
                     column->type_name[0] ? column->type_name : "(no type)");
    if (facts->collation[0])
        up_buffer_format(text, " collation %s", facts->collation);
    if (casts && column->cast_name[0])
        up_buffer_format(text, " cast to %s", column->cast_name);
    up_buffer_text(text, ": ");
    describe_rule(plan, column, text);
    up_buffer_text(text, "\n");
}

static void describe_columns(const upsert_session *session, up_buffer *text)
{
    bool casts = has_casts(session);
    for (size_t i = 0; i < session->run.plan.facts.column_count; i++)
        describe_column(session, i, casts, text);
}

static void describe_limits(const upsert_session *session, up_buffer *text)
{
    const upsert_limits *limits = &session->run.dialect->limits;
    up_buffer_format(text, "transport  %s, %zu row%s a statement\n",
                     up_transport_name(session->run.plan.facts.transport),
                     session->run.plan.statement_rows,
                     session->run.plan.statement_rows == 1 ? "" : "s");
    up_buffer_text(text, "limits    ");
    if (limits->parameters)
        up_buffer_format(text, " %zu parameters", limits->parameters);
    if (limits->rows)
        up_buffer_format(text, " %zu rows", limits->rows);
    if (session->run.statement_bytes)
        up_buffer_format(text, " %zu bytes", session->run.statement_bytes);
    up_buffer_text(text, " a statement\n");
    up_buffer_format(text, "batch      %zu rows or %zu bytes\n",
                     session->run.batch_rows, session->run.batch_memory);
    if (session->run.commit_rows)
        up_buffer_format(text, "commit     every %" PRId64 " rows\n",
                         session->run.commit_rows);
    else
        up_buffer_text(text, "commit     all in one transaction\n");
    if (session->run.shard.count > 1)
        up_buffer_format(text, "shard      %" PRIu32 "/%" PRIu32 "\n",
                         session->run.shard.number, session->run.shard.count);
    up_buffer_format(text, "workers    %zu", session->run.workers);
    if (session->run.one_worker)
        up_buffer_format(text, ": %s", session->run.one_worker);
    up_buffer_text(text, "\n");
}

/* Whether updates leave the version there as it was, so that rows older than
   the last one go on passing for newer. */
static bool newer_stands_still(const upsert_plan *plan)
{
    for (size_t i = 0; plan->newer && i < plan->column_count; i++)
        if (strcmp(plan->columns[i].name, plan->newer) == 0)
            return plan->columns[i].rule == UPSERT_RULE_INSERT_ONLY;
    return false;
}

static void describe_warnings(const upsert_session *session, up_buffer *text)
{
    for (size_t i = 0; i < session->run.table.effect_count; i++)
        up_buffer_format(text, "warning    a write also sets off %s\n",
                         session->run.table.effects[i].text);
    if (session->run.plan.facts.guard_key)
        up_buffer_text(text, "warning    another unique index could find a "
                             "row: such a row is an error\n");
    if (newer_stands_still(&session->run.plan.facts))
        up_buffer_format(text,
                         "warning    %s tells what is newer, and "
                         "upsert.update does not list it: it keeps the first "
                         "value\n",
                         session->run.plan.facts.newer);
    if (session->run.plan.facts.mode == UPSERT_MODE_UPSERT &&
        session->run.plan.facts.counting == UPSERT_COUNTING_AFFECTED)
        up_buffer_text(text, "warning    inserted and updated rows will not "
                             "be told apart\n");
    if (session->run.plan.facts.counting == UPSERT_COUNTING_NONE)
        up_buffer_text(text, "warning    rows written will not be counted\n");
}

/* The longest statement that is shown whole, and what is shown of others. */
#define SHOWN_WHOLE ((size_t)1200)
#define SHOWN_HEAD ((size_t)400)
#define SHOWN_TAIL ((size_t)600)

static void describe_sql(const upsert_plan *plan, up_render *render,
                         size_t rows, const char *head, up_buffer *text)
{
    up_buffer sql = {0};
    if (up_carrier_render(plan, render, rows, &sql, NULL) != UPSERT_OK ||
        sql.failed)
        text->failed = true;
    up_buffer_text(text, head);
    if (sql.length <= SHOWN_WHOLE) {
        up_buffer_append(text, sql.data, sql.length);
    } else {
        up_buffer_append(text, sql.data, SHOWN_HEAD);
        up_buffer_format(text, " .. (%zu bytes) .. ",
                         sql.length - SHOWN_HEAD - SHOWN_TAIL);
        up_buffer_append(text, sql.data + sql.length - SHOWN_TAIL, SHOWN_TAIL);
    }
    up_buffer_text(text, "\n");
    up_buffer_dispose(&sql);
}

/* @param rows  that one statement carries. */
static void describe_statement(const upsert_plan *plan, size_t rows,
                               up_buffer *text)
{
    char head[64];
    bool bulk = up_transport_is_bulk(plan->transport);
    snprintf(head, sizeof head, "sql        %zu row%s: ", rows,
             rows == 1 ? "" : "s");
    describe_sql(plan, plan->dialect->render, bulk ? 1 : rows, head, text);
}

static void describe_stage(const upsert_plan *plan, up_buffer *text)
{
    const upsert_plan fill = up_transport_fill(plan);
    bool more = true;
    for (unsigned i = 0; more; i++) {
        upsert_sql sql;
        const char *made;
        up_sql_init(&sql, plan->dialect);
        more = plan->dialect->stage->render_make(plan, i, &sql);
        if (up_sql_take(&sql, &made, NULL) != UPSERT_OK)
            text->failed = true;
        else if (more)
            up_buffer_format(text, "stage      %s\n", made);
        up_sql_dispose(&sql);
    }
    describe_sql(&fill, up_render_fill, 1, "fill       ", text);
}

static void describe_statements(const up_plan *plan, up_buffer *text)
{
    upsert_plan one = plan->facts;
    if (up_transport_is_for_several(one.transport))
        one.transport = UPSERT_TRANSPORT_VALUES;
    describe_statement(&one, 1, text);
    if (plan->statement_rows == 1)
        return;
    if (up_transport_is_staged(plan->facts.transport))
        describe_stage(&plan->facts, text);
    describe_statement(&plan->facts, plan->statement_rows, text);
}

void up_describe_plan(const upsert_session *session, up_buffer *text)
{
    const upsert_plan *plan = &session->run.plan.facts;
    up_buffer_format(text, "server     %s (%s %s)\n", session->run.banner,
                     up_connection_dbms_name(session->connection),
                     up_connection_dbms_version(session->connection));
    up_buffer_format(text, "dialect    %s (%s)\n", session->run.dialect->name,
                     dialect_reason(session));
    up_buffer_format(text, "table      %s%s%s\n",
                     plan->schema ? plan->schema : "", plan->schema ? "." : "",
                     plan->table);
    up_buffer_format(text, "mode       %s%s\n", mode_name(plan->mode),
                     plan->only_changed ? ", only what changes" : "");
    describe_policies(&session->run.plan, text);
    describe_key(session, text);
    describe_columns(session, text);
    describe_limits(session, text);
    describe_warnings(session, text);
    describe_statements(&session->run.plan, text);
}
