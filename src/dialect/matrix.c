#include "dialect/matrix.h"

#include <upsert/dialect.h>

#include "dialect/registry.h"

static const char *family(const upsert_dialect *dialect)
{
    if (dialect->render == upsert_render_on_conflict)
        return "INSERT .. ON CONFLICT";
    if (dialect->render == upsert_render_on_duplicate_key)
        return "ON DUPLICATE KEY UPDATE";
    if (dialect->render == upsert_render_merge)
        return "MERGE";
    return "its own";
}

/* In mode upsert, where it is hardest to tell. */
static const char *counts(const upsert_dialect *dialect)
{
    switch (dialect->counting_upsert) {
    case UPSERT_COUNTING_AFFECTED:
        return "sum";
    case UPSERT_COUNTING_NONE:
        return "none";
    default:
        return "exact";
    }
}

static const char *evidence(const upsert_dialect *dialect)
{
    static const char *const TEXTS[] = {
        [UPSERT_GOLDEN_TEXT] = "golden text only",
        [UPSERT_PARSED_TEXT] = "text checked by a parser",
        [UPSERT_RUN_ON_A_SERVER] = "run on a real server",
    };
    return TEXTS[dialect->evidence];
}

static const char *yes_or_no(bool yes)
{
    return yes ? "yes" : "no";
}

static void limit(up_buffer *text, size_t number)
{
    if (number)
        up_buffer_format(text, "%zu", number);
    else
        up_buffer_text(text, "-");
}

void up_dialects_table(up_buffer *text)
{
    up_buffer_format(text, "%-17s %-24s %-9s %-7s %-8s %s\n", "dialect",
                     "statement", "transport", "counts", "partial", "evidence");
    for (size_t i = 0; up_dialects[i]; i++) {
        const upsert_dialect *dialect = up_dialects[i];
        up_buffer_format(text, "%-17s %-24s %-9s %-7s %-8s %s\n", dialect->name,
                         family(dialect), up_transport_name(dialect->transport),
                         counts(dialect), yes_or_no(dialect->partial_keys),
                         evidence(dialect));
    }
}

static void overview(up_buffer *text)
{
    up_buffer_text(
        text,
        "| dialect | statement | transport | rows | parameters | inserted and "
        "updated | partial index as key | evidence |\n"
        "|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; up_dialects[i]; i++) {
        const upsert_dialect *dialect = up_dialects[i];
        up_buffer_format(text, "| `%s` | %s | %s | ", dialect->name,
                         family(dialect),
                         up_transport_name(dialect->transport));
        limit(text, dialect->limits.rows);
        up_buffer_text(text, " | ");
        limit(text, dialect->limits.parameters);
        up_buffer_format(text, " | %s | %s | %s |\n", counts(dialect),
                         yes_or_no(dialect->partial_keys), evidence(dialect));
    }
}

static void details(up_buffer *text)
{
    for (size_t i = 0; up_dialects[i]; i++) {
        const upsert_dialect *dialect = up_dialects[i];
        up_buffer_format(text, "\n## %s\n\n%s. Evidence: %s.\n", dialect->name,
                         dialect->summary, evidence(dialect));
        if (dialect->notes)
            up_buffer_format(text, "\n%s\n", dialect->notes);
        if (!dialect->columns_query)
            up_buffer_text(text, "\nThe catalog is asked through ODBC's own "
                                 "functions.\n");
    }
}

void up_dialects_document(up_buffer *text)
{
    up_buffer_text(
        text,
        "# Databases\n\n"
        "Generated from the dialects themselves by `upsert-docs databases`; a "
        "test compares.\n\n"
        "- *rows* and *parameters* are the most that one statement carries.\n"
        "- *inserted and updated*: `exact`, each is told exactly in every "
        "mode; `sum`, mode `upsert` tells only how many rows were written, "
        "and the two counts are null in the report unless nothing was "
        "written; `none`, all counts but that of rows read are null. Unchanged "
        "rows are exact otherwise. In mode "
        "`update_existing` unchanged and skipped rows look the same to every "
        "database: both are null where there are any, unless "
        "`upsert.only_changed` is off.\n"
        "- *evidence*: `run on a real server`, the conformance tests pass on "
        "one; `text checked by a parser`, a strict parser for that database "
        "reads the statements; `golden text only`, the statements are those "
        "that were written down, and nothing more is claimed.\n\n");
    overview(text);
    details(text);
}
