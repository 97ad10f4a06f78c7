#include "cli/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <yajl/yajl_gen.h>

#include "base/error.h"
#include "base/number.h"

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

static int64_t number_fact(upsert_session *session, const char *fact)
{
    const char *value = upsert_session_fact(session, fact);
    return value ? strtoll(value, NULL, 10) : 0;
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
    copy_fact(report->dialect, sizeof report->dialect, session, "dialect");
    copy_fact(report->dbms, sizeof report->dbms, session, "dbms");
    copy_fact(report->transport, sizeof report->transport, session,
              "transport");
    copy_fact(report->checkpoint, sizeof report->checkpoint, session,
              "checkpoint");
    report->batches = number_fact(session, "batches");
    report->splits = number_fact(session, "splits");
    report->retries = number_fact(session, "retries");
    report->workers = number_fact(session, "workers");
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
    if (strcmp(report->checkpoint, "continued") == 0)
        fputs("These are the rows of a run that was not finished, and of its "
              "continuation.\n",
              file);
    else if (strcmp(report->checkpoint, "finished") == 0)
        fputs("All of them were in already: nothing was sent. --restart begins "
              "anew.\n",
              file);
}

/* ----------------------------------------------------------------- JSON */

/* Nothing of this looks at what came of it: the generator stays in its error,
   and then has no text in the end. */
static void add_name(yajl_gen json, const char *name)
{
    yajl_gen_string(json, (const unsigned char *)name, strlen(name));
}

static void add_count(yajl_gen json, const char *name, int64_t count)
{
    add_name(json, name);
    if (count == UPSERT_COUNT_UNKNOWN)
        yajl_gen_null(json);
    else
        yajl_gen_integer(json, count);
}

/* The generator's own doubles have 20 digits, as the locale writes them. */
static void add_number(yajl_gen json, const char *name, double value)
{
    char text[UP_NUMBER_SIZE];
    size_t length = up_number_format(value, text);
    add_name(json, name);
    yajl_gen_number(json, text, length);
}

/* What is no text, or no UTF-8, is null. */
static void add_text(yajl_gen json, const char *name, const char *text)
{
    add_name(json, name);
    if (!text[0] || yajl_gen_string(json, (const unsigned char *)text,
                                    strlen(text)) != yajl_gen_status_ok)
        yajl_gen_null(json);
}

static void add_counts(yajl_gen json, const up_report *report)
{
    bool exact = true;
    for (size_t i = 0; i < COUNT_COUNT; i++) {
        int64_t count = count_of(report, i);
        exact = exact && count != UPSERT_COUNT_UNKNOWN;
        add_count(json, COUNTS[i].name, count);
    }
    add_name(json, "exact");
    yajl_gen_bool(json, exact);
}

static void add_report(yajl_gen json, const up_report *report,
                       const upsert_error *outcome)
{
    yajl_gen_map_open(json);
    add_text(json, "status", upsert_status_name(outcome->status));
    add_counts(json, report);
    add_text(json, "dialect", report->dialect);
    add_text(json, "dbms", report->dbms);
    add_text(json, "transport", report->transport);
    add_text(json, "checkpoint", report->checkpoint);
    add_count(json, "batches", report->batches);
    add_count(json, "splits", report->splits);
    add_count(json, "retries", report->retries);
    add_count(json, "workers", report->workers);
    add_number(json, "seconds", report->seconds);
    add_number(json, "rows_per_second", rows_per_second(report));
    if (outcome->status != UPSERT_OK)
        add_text(json, "error", outcome->message);
    yajl_gen_map_close(json);
}

static bool write_report(const up_report *report, const upsert_error *outcome)
{
    const unsigned char *text;
    size_t length;
    yajl_gen json = yajl_gen_alloc(NULL);
    if (!json)
        return false;
    yajl_gen_config(json, yajl_gen_beautify, 1);
    yajl_gen_config(json, yajl_gen_indent_string, "  ");
    yajl_gen_config(json, yajl_gen_validate_utf8, 1);
    add_report(json, report, outcome);
    bool written =
        yajl_gen_get_buf(json, &text, &length) == yajl_gen_status_ok &&
        fwrite(text, 1, length, report->file) == length;
    yajl_gen_free(json);
    return written;
}

upsert_status up_report_close(up_report *report, const upsert_error *outcome,
                              upsert_error *error)
{
    if (!report->file)
        return UPSERT_OK;
    bool written = write_report(report, outcome);
    if (fclose(report->file) != 0)
        written = false;
    report->file = NULL;
    return written ? UPSERT_OK : cannot_write(report, error);
}
