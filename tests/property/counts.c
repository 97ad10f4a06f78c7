/* What must hold between the counts of a run and those of the reference. */
#include "property.h"

static bool is_known(int64_t count)
{
    return count != UNKNOWN;
}

static bool check_count(const char *name, int64_t count, int64_t expected,
                        property_finding *finding)
{
    if (!is_known(count) || count == expected)
        return true;
    return property_wrong(finding, "%s: %lld instead of %lld", name,
                          (long long)count, (long long)expected);
}

static bool check_most(const char *name, int64_t count, int64_t most,
                       property_finding *finding)
{
    if (!is_known(count) || count <= most)
        return true;
    return property_wrong(finding, "%s: %lld, more than %lld", name,
                          (long long)count, (long long)most);
}

static bool check_sum(const upsert_counts *counts, property_finding *finding)
{
    const int64_t parts[] = {
        counts->inserted, counts->updated,  counts->unchanged, counts->skipped,
        counts->deleted,  counts->rejected, counts->folded};
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
    return check_count("inserted", run->inserted, reference->inserted,
                       finding) &&
           check_count("skipped", run->skipped, reference->skipped, finding) &&
           check_count("deleted", run->deleted, reference->deleted, finding) &&
           check_count("folded", run->folded, 0, finding);
}

static bool has_deletes(const property_case *c)
{
    for (size_t i = 0; i < c->row_count; i++)
        if (c->rows[i].deletes)
            return true;
    return false;
}

/* Folding takes nothing from the rows that are inserted, and adds nothing to
   those that are updated; but an insert and the delete behind it are one row
   that is not there to delete, a delete and the insert one that is updated. */
static bool check_folded(const property_case *c, const upsert_counts *run,
                         const upsert_counts *reference,
                         property_finding *finding)
{
    if (has_deletes(c))
        return check_most("inserted", run->inserted, reference->inserted,
                          finding) &&
               check_most("deleted", run->deleted, reference->deleted, finding);
    return check_count("inserted", run->inserted, reference->inserted,
                       finding) &&
           check_count("deleted", run->deleted, 0, finding) &&
           check_most("updated", run->updated,
                      reference->updated + reference->unchanged, finding);
}

bool property_check_counts(const property_case *c, const upsert_counts *run,
                           const upsert_counts *reference,
                           property_finding *finding)
{
    if (!check_count("rows_read", run->rows_read, reference->rows_read,
                     finding) ||
        !check_count("rejected", run->rejected, reference->rejected, finding) ||
        (c->rejects && !check_count("folded", run->folded, 0, finding)) ||
        !check_sum(run, finding))
        return false;
    return c->batch == 1 ? check_each(c, run, reference, finding)
                         : check_folded(c, run, reference, finding);
}
