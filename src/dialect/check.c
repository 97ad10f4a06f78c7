#include "dialect/check.h"

static const char MISSING[] = "is missing";
static const char UNKNOWN[] = "has a value that means nothing";

/* The first of the texts and functions without which there is no dialect. */
static const char *missing(const upsert_dialect *dialect)
{
    if (!dialect->name || !dialect->name[0])
        return "name";
    if (!dialect->quote_open)
        return "quote_open";
    if (!dialect->quote_close)
        return "quote_close";
    if (!dialect->match)
        return "match";
    return dialect->render ? NULL : "render";
}

static bool is_counting(upsert_counting counting)
{
    return (unsigned)counting <= UPSERT_COUNTING_NONE;
}

/* Compared without sign: a plugin may have written anything. */
static const char *unknown(const upsert_dialect *dialect)
{
    if ((unsigned)dialect->transport > UPSERT_TRANSPORT_LOAD)
        return "transport";
    if (!is_counting(dialect->counting_upsert))
        return "counting_upsert";
    if (!is_counting(dialect->counting_other))
        return "counting_other";
    if (dialect->affected_by_update < 1 || dialect->affected_by_update > 2)
        return "affected_by_update";
    if ((unsigned)dialect->name_case > UPSERT_NAMES_LOWER)
        return "name_case";
    if ((unsigned)dialect->evidence > UPSERT_RUN_ON_A_SERVER)
        return "evidence";
    return (unsigned)dialect->repeats > UPSERT_REPEATS_IN_ORDER ? "repeats"
                                                                : NULL;
}

static bool is_family(const upsert_dialect *dialect)
{
    return dialect->render == upsert_render_merge ||
           dialect->render == upsert_render_on_conflict ||
           dialect->render == upsert_render_on_duplicate_key;
}

static bool asks(upsert_counting counting)
{
    return counting == UPSERT_COUNTING_SESSION ||
           counting == UPSERT_COUNTING_UPDATED;
}

/* Members of which one is nothing without the other. */
static up_dialect_fault incomplete(const upsert_dialect *dialect)
{
    const struct {
        bool has, needs;
        const char *name, *needed;
    } PAIRS[] = {
        {is_family(dialect), dialect->profile, "render", "profile"},
        {dialect->begin, dialect->commit, "begin", "commit"},
        {dialect->begin, dialect->rollback, "begin", "rollback"},
        {dialect->commit, dialect->begin, "commit", "begin"},
        {dialect->rollback, dialect->begin, "rollback", "begin"},
        {dialect->savepoint, dialect->rollback_to_savepoint, "savepoint",
         "rollback_to_savepoint"},
        {dialect->rollback_to_savepoint, dialect->savepoint,
         "rollback_to_savepoint", "savepoint"},
        {dialect->release_savepoint, dialect->savepoint, "release_savepoint",
         "savepoint"},
        {dialect->columns_query, dialect->indexes_query, "columns_query",
         "indexes_query"},
        {dialect->indexes_query, dialect->columns_query, "indexes_query",
         "columns_query"},
        {dialect->effects_query, dialect->columns_query, "effects_query",
         "columns_query"},
        {dialect->self_references_query, dialect->columns_query,
         "self_references_query", "columns_query"},
        {dialect->numbered_query, dialect->columns_query, "numbered_query",
         "columns_query"},
        {asks(dialect->counting_upsert), dialect->render_count,
         "counting_upsert", "render_count"},
        {asks(dialect->counting_other), dialect->render_count, "counting_other",
         "render_count"},
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if (PAIRS[i].has && !PAIRS[i].needs)
            return (up_dialect_fault){PAIRS[i].needed, MISSING, PAIRS[i].name};
    return (up_dialect_fault){0};
}

up_dialect_fault up_dialect_check(const upsert_dialect *dialect)
{
    const char *member = missing(dialect);
    if (member)
        return (up_dialect_fault){member, MISSING, NULL};
    member = unknown(dialect);
    if (member)
        return (up_dialect_fault){member, UNKNOWN, NULL};
    return incomplete(dialect);
}
