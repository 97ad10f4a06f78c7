#include "cli/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"

/* The counts, in the order in which they are reported. */
static const struct {
    const char *name;
    size_t offset;
} COUNTS[] = {
    {"rows_read", offsetof(upsert_counts, rows_read)},
    {"inserted", offsetof(upsert_counts, inserted)},
    {"updated", offsetof(upsert_counts, updated)},
    {"unchanged", offsetof(upsert_counts, unchanged)},
    {"skipped", offsetof(upsert_counts, skipped)},
    {"deleted", offsetof(upsert_counts, deleted)},
    {"rejected", offsetof(upsert_counts, rejected)},
    {"folded", offsetof(upsert_counts, folded)},
};
#define COUNT_COUNT (sizeof COUNTS / sizeof *COUNTS)

static int64_t count_of(const up_report *report, size_t index)
{
    int64_t count;
    memcpy(&count, (const char *)&report->counts + COUNTS[index].offset,
           sizeof count);
    return count;
}

static upsert_status cannot_write(const up_report *report, upsert_error *error)
{
    return up_error_set(error, UPSERT_FILE, "%s: cannot write: %s",
                        report->path, strerror(errno));
}

upsert_status up_report_open(up_report *report, const char *path,
                             upsert_error *error)
{
    report->path = path;
    report->file = fopen(path, "w");
    return report->file ? UPSERT_OK : cannot_write(report, error);
}

static void copy_fact(char *to, size_t size, upsert_session *session,
                      const char *fact)
{
    const char *value = upsert_session_fact(session, fact);
    snprintf(to, size, "%s", value ? value : "");
}

void up_report_take(up_report *report, upsert_session *session)
{
    if (!session)
        return;
    char batches[32];
    copy_fact(report->dialect, sizeof report->dialect, session, "dialect");
    copy_fact(report->dbms, sizeof report->dbms, session, "dbms");
    copy_fact(report->transport, sizeof report->transport, session,
              "transport");
    copy_fact(batches, sizeof batches, session, "batches");
    report->batches = strtoll(batches, NULL, 10);
    upsert_session_counts(session, &report->counts);
}

static double rows_per_second(const up_report *report)
{
    return report->seconds > 0
               ? (double)report->counts.rows_read / report->seconds
               : 0;
}

void up_report_print(const up_report *report, FILE *file)
{
    fprintf(file, "%" PRId64 " rows read", report->counts.rows_read);
    for (size_t i = 1; i < COUNT_COUNT; i++) {
        int64_t count = count_of(report, i);
        if (count == UPSERT_COUNT_UNKNOWN)
            fprintf(file, ", %s unknown", COUNTS[i].name);
        else if (count || i < 4)
            fprintf(file, ", %" PRId64 " %s", count, COUNTS[i].name);
    }
    fprintf(file, ", in %.2f s (%.0f rows/s)\n", report->seconds,
            rows_per_second(report));
}

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string(text) : json_null();
}

static json_t *to_json(const up_report *report, const upsert_error *outcome)
{
    json_t *object = json_object();
    bool exact = true;
    json_object_set_new(object, "status",
                        json_string(upsert_status_name(outcome->status)));
    for (size_t i = 0; i < COUNT_COUNT; i++) {
        int64_t count = count_of(report, i);
        bool known = count != UPSERT_COUNT_UNKNOWN;
        exact = exact && known;
        json_object_set_new(object, COUNTS[i].name,
                            known ? json_integer(count) : json_null());
    }
    json_object_set_new(object, "exact", json_boolean(exact));
    json_object_set_new(object, "dialect", text_or_null(report->dialect));
    json_object_set_new(object, "dbms", text_or_null(report->dbms));
    json_object_set_new(object, "transport", text_or_null(report->transport));
    json_object_set_new(object, "batches", json_integer(report->batches));
    json_object_set_new(object, "retries", json_integer(0));
    json_object_set_new(object, "seconds", json_real(report->seconds));
    json_object_set_new(object, "rows_per_second",
                        json_real(rows_per_second(report)));
    if (outcome->status != UPSERT_OK)
        json_object_set_new(object, "error", json_string(outcome->message));
    return object;
}

upsert_status up_report_close(up_report *report, const upsert_error *outcome,
                              upsert_error *error)
{
    if (!report->file)
        return UPSERT_OK;
    json_t *object = to_json(report, outcome);
    bool written = object &&
                   json_dumpf(object, report->file, JSON_INDENT(2)) == 0 &&
                   fputc('\n', report->file) != EOF;
    json_decref(object);
    if (fclose(report->file) != 0)
        written = false;
    report->file = NULL;
    return written ? UPSERT_OK : cannot_write(report, error);
}
