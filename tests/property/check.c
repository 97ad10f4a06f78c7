/* What must hold between a run and the reference. */
#include "property.h"

static bool wrong(property_finding *finding, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->text, sizeof finding->text, format, arguments);
    va_end(arguments);
    return false;
}

/* Both or neither, at the same row. */
static bool check_failure(const property_outcome *run,
                          const property_outcome *reference,
                          property_finding *finding)
{
    upsert_status status = run->error.status;
    if (status == UPSERT_OK && reference->failed_row)
        return wrong(finding, "the run passed, and row %lld is an error",
                     (long long)reference->failed_row);
    if (status == UPSERT_OK)
        return true;
    if (!reference->failed_row)
        return wrong(finding, "the run failed: %s", run->error.message);
    if (run->failed_row != reference->failed_row)
        return wrong(finding, "the run failed at row %lld instead of %lld: %s",
                     (long long)run->failed_row,
                     (long long)reference->failed_row, run->error.message);
    if (status != UPSERT_DUPLICATE_KEY)
        return wrong(finding, "the run failed as %s: %s",
                     upsert_status_name(status), run->error.message);
    return true;
}

static bool check_tables(const fixture *f, const property_case *c,
                         property_finding *finding)
{
    char *table = property_read_table(f, c, "@");
    char *other = property_read_table(f, c, "@other");
    bool same = strcmp(table, other) == 0;
    free(table);
    free(other);
    return same ? true : wrong(finding, "the tables differ");
}

static bool is_known(int64_t count)
{
    return count != UNKNOWN;
}

static bool check_count(const char *name, int64_t count, int64_t expected,
                        property_finding *finding)
{
    if (!is_known(count) || count == expected)
        return true;
    return wrong(finding, "%s: %lld instead of %lld", name, (long long)count,
                 (long long)expected);
}

static bool check_sum(const upsert_counts *counts, property_finding *finding)
{
    const int64_t parts[] = {counts->inserted, counts->updated,
                             counts->unchanged, counts->skipped,
                             counts->folded};
    int64_t sum = 0;
    for (size_t i = 0; i < LENGTH(parts); i++) {
        if (!is_known(parts[i]))
            return true;
        sum += parts[i];
    }
    return check_count("the sum of the counts", sum, counts->rows_read,
                       finding);
}

/* A row that is sent and equal is an update to some databases where
   only_changed is off, and unchanged to others. */
static bool check_each(const property_case *c, const upsert_counts *run,
                       const upsert_counts *reference,
                       property_finding *finding)
{
    bool sums =
        !c->only_changed && is_known(run->updated) && is_known(run->unchanged);
    if (sums &&
        !check_count("updated + unchanged", run->updated + run->unchanged,
                     reference->updated + reference->unchanged, finding))
        return false;
    if (c->only_changed &&
        (!check_count("updated", run->updated, reference->updated, finding) ||
         !check_count("unchanged", run->unchanged, reference->unchanged,
                      finding)))
        return false;
    return check_count("skipped", run->skipped, reference->skipped, finding) &&
           check_count("folded", run->folded, 0, finding);
}

/* Folding takes nothing from the rows that are inserted, and adds nothing to
   those that are updated. */
static bool check_counts(const property_case *c, const upsert_counts *run,
                         const upsert_counts *reference,
                         property_finding *finding)
{
    if (!check_count("rows_read", run->rows_read, reference->rows_read,
                     finding) ||
        !check_count("inserted", run->inserted, reference->inserted, finding) ||
        !check_sum(run, finding))
        return false;
    if (is_known(run->updated) &&
        run->updated > reference->updated + reference->unchanged)
        return wrong(finding, "updated: %lld, more than %lld",
                     (long long)run->updated,
                     (long long)(reference->updated + reference->unchanged));
    return c->batch != 1 || c->interval != 1 ||
           check_each(c, run, reference, finding);
}

bool property_check(fixture *f, const property_case *c,
                    property_finding *finding)
{
    finding->text[0] = '\0';
    property_make_tables(f, c);
    property_outcome reference, run;
    property_apply(f, c, &reference);
    property_run(f, c, &run);
    if (!check_failure(&run, &reference, finding) ||
        !check_tables(f, c, finding))
        return false;
    return run.error.status != UPSERT_OK ||
           check_counts(c, &run.counts, &reference.counts, finding);
}
