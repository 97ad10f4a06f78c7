/* What must hold between a run and the reference. */
#include "property.h"

bool property_wrong(property_finding *finding, const char *format, ...)
{
    finding->kind = format;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->text, sizeof finding->text, format, arguments);
    va_end(arguments);
    return false;
}

/* -------------------------------------------------------------- refusing */

static bool has_plain_key(const property_case *c)
{
    for (size_t i = 0; i < c->key_count; i++)
        if (!property_has_trait(c, i, PLAIN))
            return false;
    return true;
}

static size_t count_expressions(const property_case *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->column_count; i++)
        count += property_rule(c, i) == UPSERT_RULE_SQL;
    return count;
}

/* Whether the job is one that the documents say is not done, and is not. */
static bool is_refused(const fixture *f, const property_case *c,
                       const property_outcome *run)
{
    const upsert_error *error = &run->error;
    if (error->status == UPSERT_OK)
        return run->unplain && c->duplicates != DUPLICATES_APPLY &&
               !has_plain_key(c);
    if (strstr(error->message, "run.shard"))
        return c->shards && (c->unique < COLUMNS || !has_plain_key(c));
    if (strstr(error->message, "only the database can tell") ||
        strstr(error->message, "not written plainly enough"))
        return c->duplicates != DUPLICATES_APPLY && !has_plain_key(c);
    if (strstr(error->message, "read each other's values"))
        return f->database->leaves_equal_rows && count_expressions(c) > 1;
    return false;
}

/* --------------------------------------------------------------- failing */

/* Whether a row can fail in that way. The reference knows of some. */
static bool is_right_status(upsert_status status, upsert_status expected)
{
    if (expected != UPSERT_OK)
        return status == expected;
    return status == UPSERT_ROW || status == UPSERT_DUPLICATE_KEY ||
           status == UPSERT_CONSTRAINT || status == UPSERT_VALUE;
}

/* Whether rows have several ways, and an error ends one of them alone. */
static bool is_parted(const property_case *c)
{
    return c->workers > 1 || c->shards;
}

/* Both or neither, at the same row. */
static bool check_failure(const property_case *c, const property_outcome *run,
                          const property_outcome *reference,
                          property_finding *finding)
{
    upsert_status status = run->error.status;
    if (status == UPSERT_OK && reference->failed_row)
        return property_wrong(
            finding, "the run passed, and row %lld is an error: %s",
            (long long)reference->failed_row, reference->error.message);
    if (status == UPSERT_OK)
        return true;
    if (!reference->failed_row)
        return property_wrong(finding, "the run failed: %s",
                              run->error.message);
    if (is_parted(c)) /* other rows at fault may have been sent before it */
        return true;
    if (run->failed_row != reference->failed_row)
        return property_wrong(
            finding, "the run failed at row %lld instead of %lld (%s): %s",
            (long long)run->failed_row, (long long)reference->failed_row,
            reference->error.message, run->error.message);
    if (!is_right_status(status, reference->error.status))
        return property_wrong(finding, "the run failed as %s: %s",
                              upsert_status_name(status), run->error.message);
    return true;
}

/* The same rows are left out. */
static bool check_rejects(const property_case *c, const property_outcome *run,
                          const property_outcome *reference,
                          property_finding *finding)
{
    for (size_t i = 0; i < c->row_count; i++)
        if (run->rejected[i] != reference->rejected[i])
            return property_wrong(
                finding, "row %zu was %s: %s", i + 1,
                run->rejected[i] ? "rejected, and is none" : "not rejected",
                run->rejected[i] ? run->why : reference->error.message);
    return true;
}

/* ---------------------------------------------------------------- public */

static bool check_tables(const fixture *f, const property_case *c,
                         const char *table, property_finding *finding)
{
    char *other = property_read_table(f, c, "@other");
    bool same = strcmp(table, other) == 0;
    free(other);
    return same ? true : property_wrong(finding, "the tables differ");
}

/* `table` is what the run has left in @. */
static bool check_outcome(const fixture *f, const property_case *c,
                          const char *table, property_finding *finding)
{
    const property_outcome *run = &finding->run;
    property_outcome *reference = &finding->reference;
    if (run->error.status != UPSERT_OK && run->failed_row &&
        run->failed_row == reference->doubtful_row) {
        property_make_tables(f, c);
        property_apply(f, c, true, run, reference);
    }
    if (!check_failure(c, run, reference, finding))
        return false;
    if (is_parted(c) && run->error.status != UPSERT_OK)
        return true; /* each has committed what it had */
    if (!check_rejects(c, run, reference, finding) ||
        !check_tables(f, c, table, finding))
        return false;
    return run->error.status != UPSERT_OK || !(c->aspects & ASPECT_COUNTS) ||
           property_check_counts(c, &run->counts, &reference->counts, finding);
}

bool property_check(fixture *f, const property_case *c,
                    property_finding *finding)
{
    *finding = (property_finding){.kind = ""};
    property_make_tables(f, c);
    property_run(f, c, &finding->run);
    property_apply(f, c, false, &finding->run, &finding->reference);
    if (is_refused(f, c, &finding->run))
        return true;
    char *table = property_read_table(f, c, "@");
    bool held = check_outcome(f, c, table, finding);
    free(table);
    return held;
}
