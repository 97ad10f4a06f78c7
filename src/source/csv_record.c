#include "source/csv_source.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

#define FIELDS_MAXIMUM ((size_t)65536)

/* ------------------------------------------------------------- failures */

__attribute__((format(printf, 3, 4))) static void
fail(up_csv_source *csv, int64_t line, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    up_error_set(&csv->failure, UPSERT_ROW, "%s:%" PRId64 ": %s",
                 csv->base.name, line, text);
    if (csv->base.names || !csv->header)
        csv->failure.row = csv->rows + 1;
    csv->ended = true;
}

void up_csv_fail_memory(up_csv_source *csv)
{
    up_error_memory(&csv->failure);
    csv->ended = true;
}

void up_csv_fail_length(up_csv_source *csv)
{
    fail(csv, csv->record_line, "the record is longer than 64 MiB");
}

static void name_field(up_csv_source *csv, const char *name)
{
    up_source_name_field(&csv->failure, name, strlen(name));
}

/* Fail at the field that is being read. */
void up_csv_fail_field(up_csv_source *csv, int64_t line, const char *format,
                       ...)
{
    char what[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    const char *column = csv->failure.column;
    if (csv->base.names && csv->found < csv->base.count)
        name_field(csv, csv->base.names[csv->found]);
    if (csv->header && *column)
        fail(csv, line, "column \"%s\": %s", column, what);
    else
        fail(csv, line, "field %zu: %s", csv->found + 1, what);
}

/* ---------------------------------------------------------- one record */

/* The first raw byte of the field, EOF when the file ends before it. */
int up_csv_first_byte(const up_csv_source *csv)
{
    if (csv->field_start < csv->chunk_start)
        return csv->field_byte;
    size_t at = (size_t)(csv->field_start - csv->chunk_start);
    return at < csv->chunk_length ? (unsigned char)csv->chunk[at] : EOF;
}

int64_t up_csv_count_lines(const char *text, size_t length)
{
    int64_t lines = 0;
    if (!memchr(text, '\n', length) && !memchr(text, '\r', length))
        return 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n')
            lines++;
        else if (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'))
            lines++;
    return lines;
}

static int64_t count_quotes(const char *text, size_t length)
{
    int64_t quotes = 0;
    for (size_t i = 0; i < length; i++)
        quotes += text[i] == '"';
    return quotes;
}

static void check_text(up_csv_source *csv, const char *text, size_t length)
{
    const char *fault = up_utf8_fault(text, length);
    if (!fault)
        return;
    size_t good = (size_t)(fault - text);
    up_csv_fail_field(csv, csv->line + up_csv_count_lines(text, good),
                      "byte %zu is %s", good + 1,
                      *fault ? "not valid UTF-8" : "NUL");
}

/* Step over the field's raw bytes and the one that ended it. */
static void pass_field(up_csv_source *csv, const char *text, size_t length,
                       bool quoted)
{
    csv->field_start += (int64_t)length + 1;
    if (quoted) {
        csv->field_start += count_quotes(text, length) + 2;
        csv->line += up_csv_count_lines(text, length);
    }
    csv->after_cr = false;
    csv->found++;
}

static void keep_field(up_csv_source *csv, const char *text, size_t length,
                       bool null)
{
    if (!up_array_reserve(&csv->slots, &csv->slot_capacity, csv->slot_count,
                          sizeof *csv->slots)) {
        up_csv_fail_memory(csv);
        return;
    }
    csv->slots[csv->slot_count++] =
        (up_csv_slot){csv->bytes.length, length, null};
    up_buffer_append(&csv->bytes, text, length);
    if (csv->bytes.failed)
        up_csv_fail_memory(csv);
}

static bool is_null(const up_csv_source *csv, const char *text, size_t length)
{
    return length == csv->null_length &&
           memcmp(text, csv->null_text, length) == 0;
}

/* libcsv's first callback. It does not say whether the field was quoted, so
   its raw bytes are counted and the first of them is looked at. */
void up_csv_end_field(void *data, size_t length, void *context)
{
    up_csv_source *csv = context;
    const char *text = data;
    if (csv->ended)
        return;
    check_text(csv, text, length);
    bool quoted = up_csv_first_byte(csv) == '"';
    /* Without names this is the first record, and its fields are kept. */
    if (!csv->base.names || csv->found < csv->base.count)
        keep_field(csv, text, length, !quoted && is_null(csv, text, length));
    pass_field(csv, text, length, quoted);
    if (csv->field_start - csv->record_start - 1 > UP_CSV_RECORD_MAXIMUM)
        up_csv_fail_length(csv);
    else if (!csv->base.names && csv->found > FIELDS_MAXIMUM)
        fail(csv, csv->record_line, "more than %zu fields", FIELDS_MAXIMUM);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_names(up_csv_source *csv, size_t count)
{
    const char **sorted = malloc(count * sizeof *sorted);
    if (!sorted) {
        up_csv_fail_memory(csv);
        return;
    }
    memcpy(sorted, csv->names, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_names);
    const char *column = csv->failure.column;
    for (size_t i = 1; i < count && !csv->ended; i++)
        if (strcmp(sorted[i - 1], sorted[i]) == 0) {
            name_field(csv, sorted[i]);
            fail(csv, csv->record_line, "the header names \"%s\" twice",
                 column);
        }
    free(sorted);
}

static void append_name(up_csv_source *csv, size_t index)
{
    const up_csv_slot *name = &csv->slots[index];
    if (!csv->header)
        up_buffer_format(&csv->name_bytes, "%zu", index + 1);
    else if (name->length)
        up_buffer_append(&csv->name_bytes, csv->bytes.data + name->start,
                         name->length);
    else
        fail(csv, csv->record_line, "field %zu of the header has no name",
             index + 1);
    up_buffer_append(&csv->name_bytes, "", 1);
}

/* Name the fields after the first record. */
static void name_fields(up_csv_source *csv)
{
    size_t count = csv->found;
    csv->names = calloc(count, sizeof *csv->names);
    csv->fields = calloc(count, sizeof *csv->fields);
    for (size_t i = 0; i < count && !csv->ended; i++)
        append_name(csv, i);
    if (!csv->names || !csv->fields || csv->name_bytes.failed)
        up_csv_fail_memory(csv);
    if (csv->ended)
        return;
    const char *name = csv->name_bytes.data;
    for (size_t i = 0; i < count; name += strlen(name) + 1)
        csv->names[i++] = name;
    check_names(csv, count);
    if (csv->ended)
        return;
    csv->base.names = csv->names;
    csv->base.count = count;
}

static void keep_row(up_csv_source *csv)
{
    if (csv->found != csv->base.count) {
        fail(csv, csv->record_line, "found %zu field%s, expected %zu",
             csv->found, csv->found == 1 ? "" : "s", csv->base.count);
        return;
    }
    if (!up_array_reserve(&csv->places, &csv->place_capacity, csv->place_count,
                          sizeof *csv->places)) {
        up_csv_fail_memory(csv);
        return;
    }
    /* The last field has been stepped over, and what ended it. */
    csv->places[csv->place_count++] = (up_csv_place){
        .line = csv->record_line,
        .start = csv->record_start,
        .length = (size_t)(csv->field_start - 1 - csv->record_start),
    };
    csv->row_bytes = csv->bytes.length;
    csv->rows++;
}

static void close_record(up_csv_source *csv)
{
    bool first = !csv->base.names;
    if (first)
        name_fields(csv);
    if (csv->ended)
        return;
    if (!first || !csv->header) {
        keep_row(csv);
        return;
    }
    csv->slot_count = 0;
    up_buffer_reset(&csv->bytes);
}

static void pass_newline(up_csv_source *csv, int newline)
{
    if (newline != '\n' || !csv->after_cr)
        csv->line++;
    csv->after_cr = newline == '\r';
}

/* libcsv's second callback: `newline` is -1 at the end of the file. It comes
   without a field for a blank line and for the LF of a CRLF. */
void up_csv_end_record(int newline, void *context)
{
    up_csv_source *csv = context;
    if (csv->ended)
        return;
    if (csv->found)
        close_record(csv);
    else
        csv->field_start++;
    if (newline != -1)
        pass_newline(csv, newline);
    csv->found = 0;
    csv->record_line = csv->line;
    csv->record_start = csv->field_start;
}
