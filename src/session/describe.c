/* The plan in words: what `upsert plan` prints. */
#include <inttypes.h>

#include "dialect/registry.h"
#include "session/session.h"

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
static const char *rule_name(const upsert_plan *plan, upsert_rule rule)
{
    if (rule == UPSERT_RULE_KEY)
        return "key";
    if (plan->mode == UPSERT_MODE_INSERT ||
        plan->mode == UPSERT_MODE_INSERT_MISSING)
        return "insert_only";
    return rule == UPSERT_RULE_REPLACE ? "replace" : "insert_only";
}

static void describe_key(const upsert_session *session, up_buffer *text)
{
    const up_index *index = session->plan.index;
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

static void describe_columns(const upsert_plan *plan, up_buffer *text)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        const upsert_plan_column *column = &plan->columns[i];
        up_buffer_format(text, "column     %s %s: %s\n", column->name,
                         column->type_name[0] ? column->type_name : "(no type)",
                         rule_name(plan, column->rule));
    }
}

static void describe_limits(const upsert_session *session, up_buffer *text)
{
    up_buffer_format(text, "transport  %s, %zu row%s a statement\n",
                     up_transport_name(session->plan.facts.transport),
                     session->plan.statement_rows,
                     session->plan.statement_rows == 1 ? "" : "s");
    up_buffer_format(text, "batch      %zu rows or %zu bytes\n",
                     session->batch_rows, session->batch_memory);
    if (session->commit_rows)
        up_buffer_format(text, "commit     every %" PRId64 " rows\n",
                         session->commit_rows);
    else
        up_buffer_text(text, "commit     all in one transaction\n");
}

static void describe_warnings(const upsert_session *session, up_buffer *text)
{
    for (size_t i = 0; i < session->table.effect_count; i++)
        up_buffer_format(text, "warning    a write also sets off %s\n",
                         session->table.effects[i]);
}

void up_describe_plan(const upsert_session *session, up_buffer *text)
{
    const upsert_plan *plan = &session->plan.facts;
    up_buffer_format(text, "server     %s (%s %s)\n", session->banner,
                     up_connection_dbms_name(session->connection),
                     up_connection_dbms_version(session->connection));
    up_buffer_format(text, "dialect    %s (%s)\n", session->dialect->name,
                     session->dialect_forced
                         ? "set by target.dialect"
                         : "by what the server says of itself");
    up_buffer_format(text, "table      %s.%s\n", plan->schema, plan->table);
    up_buffer_format(text, "mode       %s%s\n", mode_name(plan->mode),
                     plan->only_changed ? ", only what changes" : "");
    describe_key(session, text);
    describe_columns(plan, text);
    describe_limits(session, text);
    describe_warnings(session, text);
    up_buffer_text(text, "sql        ");
    if (up_send_render(session, 1, text, NULL) != UPSERT_OK)
        text->failed = true;
    up_buffer_text(text, "\n");
}
