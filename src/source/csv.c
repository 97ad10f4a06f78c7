#include "source/csv.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csv.h>
#include <unistr.h>

#include "base/buffer.h"
#include "base/error.h"

#define CHUNK_DEFAULT ((size_t)64 * 1024)
#define RECORD_MAXIMUM ((int64_t)64 * 1024 * 1024)
#define FIELDS_MAXIMUM ((size_t)65536)
#define MARK "\xEF\xBB\xBF"
#define MARK_LENGTH (sizeof MARK - 1)

/* A field in the queue: where its value is in `bytes`. */
typedef struct slot {
    size_t start;
    size_t length;
    bool null;
} slot;

typedef struct csv_source {
    up_source base;
    struct csv_parser parser;
    char *name;
    int fd;
    bool own_fd;
    bool header;
    char *null_text;

    char *chunk;
    size_t chunk_size;
    size_t chunk_length;
    int64_t chunk_start; /* its offset in the file */

    /* The queue: complete rows, then what is there of the next record. */
    up_buffer bytes;
    slot *slots; /* base.count of them for each row */
    size_t slot_count;
    size_t slot_capacity;
    int64_t *lines; /* one for each complete row */
    size_t line_count;
    size_t line_capacity;
    size_t row_bytes; /* of `bytes`, in complete rows */
    size_t taken;     /* rows handed out */

    /* Where the parser is. Offsets are raw bytes of the file. */
    int64_t line;
    bool after_cr;
    int64_t record_line;
    int64_t record_start;
    int64_t field_start;
    int field_byte; /* the field's first one, when it is in an earlier chunk */
    size_t found;   /* fields of the record so far */
    int64_t rows;   /* complete, without the header */
    int64_t rows_taken;

    up_buffer name_bytes;
    const char **names;
    up_field *fields; /* of the row that is handed out */

    bool ended;           /* nothing more will be parsed */
    upsert_error failure; /* kept until the rows before it are taken */
} csv_source;

/* ------------------------------------------------------------- failures */

__attribute__((format(printf, 3, 4))) static void
fail(csv_source *csv, int64_t line, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    up_error_set(&csv->failure, UPSERT_ROW, "%s:%" PRId64 ": %s", csv->name,
                 line, text);
    if (csv->base.names || !csv->header)
        csv->failure.row = csv->rows + 1;
    csv->ended = true;
}

static void fail_memory(csv_source *csv)
{
    up_error_memory(&csv->failure);
    csv->ended = true;
}

static void fail_file(csv_source *csv, int number)
{
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "error %d", number);
    up_error_set(&csv->failure, UPSERT_FILE, "%s: cannot read: %s", csv->name,
                 reason);
    csv->ended = true;
}

static void fail_length(csv_source *csv)
{
    fail(csv, csv->record_line, "the record is longer than 64 MiB");
}

/* A name that is too long is cut between two characters. */
static void copy_name(char *copy, size_t size, const char *name)
{
    size_t length = strlen(name);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(copy, name, length);
    copy[length] = '\0';
}

/* Fail at the field that is being read. */
__attribute__((format(printf, 3, 4))) static void
fail_field(csv_source *csv, int64_t line, const char *format, ...)
{
    char what[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    char *column = csv->failure.column;
    if (csv->base.names && csv->found < csv->base.count)
        copy_name(column, sizeof csv->failure.column,
                  csv->base.names[csv->found]);
    if (csv->header && *column)
        fail(csv, line, "column \"%s\": %s", column, what);
    else
        fail(csv, line, "field %zu: %s", csv->found + 1, what);
}

/* ---------------------------------------------------------- one record */

/* The first raw byte of the field, EOF when the file ends before it. */
static int first_byte(const csv_source *csv)
{
    if (csv->field_start < csv->chunk_start)
        return csv->field_byte;
    size_t at = (size_t)(csv->field_start - csv->chunk_start);
    return at < csv->chunk_length ? (unsigned char)csv->chunk[at] : EOF;
}

static int64_t count_lines(const char *text, size_t length)
{
    int64_t lines = 0;
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

static void check_text(csv_source *csv, const char *text, size_t length)
{
    const char *bad = (const char *)u8_check((const uint8_t *)text, length);
    size_t good = bad ? (size_t)(bad - text) : length;
    const char *nul = memchr(text, '\0', good);
    if (nul)
        good = (size_t)(nul - text);
    if (good < length)
        fail_field(csv, csv->line + count_lines(text, good), "byte %zu is %s",
                   good + 1, nul ? "NUL" : "not valid UTF-8");
}

/* Step over the field's raw bytes and the one that ended it. */
static void pass_field(csv_source *csv, const char *text, size_t length,
                       bool quoted)
{
    csv->field_start += (int64_t)length + 1;
    if (quoted) {
        csv->field_start += count_quotes(text, length) + 2;
        csv->line += count_lines(text, length);
    }
    csv->after_cr = false;
    csv->found++;
}

static void keep_field(csv_source *csv, const char *text, size_t length,
                       bool null)
{
    if (!up_array_reserve(&csv->slots, &csv->slot_capacity, csv->slot_count,
                          sizeof *csv->slots)) {
        fail_memory(csv);
        return;
    }
    csv->slots[csv->slot_count++] = (slot){csv->bytes.length, length, null};
    up_buffer_append(&csv->bytes, text, length);
    if (csv->bytes.failed)
        fail_memory(csv);
}

static bool is_null(const csv_source *csv, const char *text, size_t length)
{
    return length == strlen(csv->null_text) &&
           memcmp(text, csv->null_text, length) == 0;
}

/* libcsv's first callback. It does not say whether the field was quoted, so
   its raw bytes are counted and the first of them is looked at. */
static void end_field(void *data, size_t length, void *context)
{
    csv_source *csv = context;
    const char *text = data;
    if (csv->ended)
        return;
    check_text(csv, text, length);
    bool quoted = first_byte(csv) == '"';
    /* Without names this is the first record, and its fields are kept. */
    if (!csv->base.names || csv->found < csv->base.count)
        keep_field(csv, text, length, !quoted && is_null(csv, text, length));
    pass_field(csv, text, length, quoted);
    if (csv->field_start - csv->record_start - 1 > RECORD_MAXIMUM)
        fail_length(csv);
    else if (!csv->base.names && csv->found > FIELDS_MAXIMUM)
        fail(csv, csv->record_line, "more than %zu fields", FIELDS_MAXIMUM);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_names(csv_source *csv, size_t count)
{
    const char **sorted = malloc(count * sizeof *sorted);
    if (!sorted) {
        fail_memory(csv);
        return;
    }
    memcpy(sorted, csv->names, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_names);
    char *column = csv->failure.column;
    for (size_t i = 1; i < count && !csv->ended; i++)
        if (strcmp(sorted[i - 1], sorted[i]) == 0) {
            copy_name(column, sizeof csv->failure.column, sorted[i]);
            fail(csv, csv->record_line, "the header names \"%s\" twice",
                 column);
        }
    free(sorted);
}

static void append_name(csv_source *csv, size_t index)
{
    const slot *name = &csv->slots[index];
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
static void name_fields(csv_source *csv)
{
    size_t count = csv->found;
    csv->names = calloc(count, sizeof *csv->names);
    csv->fields = calloc(count, sizeof *csv->fields);
    for (size_t i = 0; i < count && !csv->ended; i++)
        append_name(csv, i);
    if (!csv->names || !csv->fields || csv->name_bytes.failed)
        fail_memory(csv);
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

static void keep_row(csv_source *csv)
{
    if (csv->found != csv->base.count) {
        fail(csv, csv->record_line, "found %zu field%s, expected %zu",
             csv->found, csv->found == 1 ? "" : "s", csv->base.count);
        return;
    }
    if (!up_array_reserve(&csv->lines, &csv->line_capacity, csv->line_count,
                          sizeof *csv->lines)) {
        fail_memory(csv);
        return;
    }
    csv->lines[csv->line_count++] = csv->record_line;
    csv->row_bytes = csv->bytes.length;
    csv->rows++;
}

static void close_record(csv_source *csv)
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

static void pass_newline(csv_source *csv, int newline)
{
    if (newline != '\n' || !csv->after_cr)
        csv->line++;
    csv->after_cr = newline == '\r';
}

/* libcsv's second callback: `newline` is -1 at the end of the file. It comes
   without a field for a blank line and for the LF of a CRLF. */
static void end_record(int newline, void *context)
{
    csv_source *csv = context;
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

/* ------------------------------------------------------- chunk by chunk */

/* Read what there is, `wanted` bytes at most; 0 at the end or on failure. */
static size_t read_some(csv_source *csv, size_t wanted)
{
    ssize_t length;
    do {
        length = read(csv->fd, csv->chunk + csv->chunk_length, wanted);
    } while (length < 0 && errno == EINTR);
    if (length < 0) {
        fail_file(csv, errno);
        return 0;
    }
    csv->chunk_length += (size_t)length;
    csv->base.bytes_read += length;
    return (size_t)length;
}

static void fail_parse(csv_source *csv)
{
    if (csv_error(&csv->parser) != CSV_EPARSE) {
        fail_memory(csv);
        return;
    }
    const char *what = first_byte(csv) == '"'
                           ? "text after the closing quote"
                           : "a quote inside an unquoted field";
    /* libcsv holds what it has of the field. */
    const char *text = (const char *)csv->parser.entry_buf;
    int64_t line = csv->line + count_lines(text, csv->parser.entry_pos);
    if (line == csv->record_line)
        fail_field(csv, line, "%s", what);
    else
        fail_field(csv, line, "%s, in the record that begins on line %" PRId64,
                   what, csv->record_line);
}

static void parse(csv_source *csv)
{
    /* libcsv's buffer doubles; left alone it grows by 128 bytes. */
    size_t held = csv_get_buffer_size(&csv->parser);
    csv_set_blk_size(&csv->parser,
                     held > csv->chunk_size ? held : csv->chunk_size);
    size_t parsed = csv_parse(&csv->parser, csv->chunk, csv->chunk_length,
                              end_field, end_record, csv);
    if (csv->ended)
        return;
    int64_t end = csv->chunk_start + (int64_t)csv->chunk_length;
    if (parsed < csv->chunk_length)
        fail_parse(csv);
    else if (end - csv->record_start > RECORD_MAXIMUM)
        fail_length(csv);
}

static void finish(csv_source *csv)
{
    if (csv_fini(&csv->parser, end_field, end_record, csv) != 0)
        fail_field(csv, csv->record_line, "the quote is never closed");
    csv->ended = true;
}

/* Forget the rows of the queue; move what is behind them to its front. */
static void empty_queue(csv_source *csv)
{
    if (!csv->line_count)
        return;
    size_t gone = csv->line_count * csv->base.count;
    csv->slot_count -= gone;
    for (size_t i = 0; i < csv->slot_count; i++) {
        csv->slots[i] = csv->slots[gone + i];
        csv->slots[i].start -= csv->row_bytes;
    }
    csv->bytes.length -= csv->row_bytes;
    if (csv->bytes.length)
        memmove(csv->bytes.data, csv->bytes.data + csv->row_bytes,
                csv->bytes.length);
    csv->row_bytes = csv->line_count = csv->taken = 0;
}

static void parse_next(csv_source *csv)
{
    empty_queue(csv);
    csv->field_byte = first_byte(csv);
    csv->chunk_start += (int64_t)csv->chunk_length;
    csv->chunk_length = 0;
    if (read_some(csv, csv->chunk_size))
        parse(csv);
    else if (!csv->ended)
        finish(csv);
}

/* ------------------------------------------------------------ the class */

static upsert_status report(const csv_source *csv, upsert_error *error)
{
    if (error && error->status == UPSERT_OK)
        *error = csv->failure;
    return csv->failure.status;
}

static void take_row(csv_source *csv, up_source_row *row)
{
    const slot *slots = csv->slots + csv->taken * csv->base.count;
    for (size_t i = 0; i < csv->base.count; i++) {
        csv->fields[i] = (up_field){NULL, 0};
        if (slots[i].length && !slots[i].null)
            csv->fields[i] =
                (up_field){csv->bytes.data + slots[i].start, slots[i].length};
        else if (!slots[i].null)
            csv->fields[i].data = "";
    }
    *row = (up_source_row){.fields = csv->fields,
                           .count = csv->base.count,
                           .number = ++csv->rows_taken,
                           .line = csv->lines[csv->taken++]};
}

static upsert_status next_row(up_source *source, up_source_row *row,
                              upsert_error *error)
{
    csv_source *csv = (csv_source *)source;
    while (csv->taken == csv->line_count && !csv->ended)
        parse_next(csv);
    if (csv->taken < csv->line_count) {
        take_row(csv, row);
        return UPSERT_OK;
    }
    return csv->failure.status ? report(csv, error) : UPSERT_DONE;
}

static void free_source(up_source *source)
{
    csv_source *csv = (csv_source *)source;
    csv_free(&csv->parser);
    if (csv->own_fd)
        close(csv->fd);
    up_buffer_dispose(&csv->bytes);
    up_buffer_dispose(&csv->name_bytes);
    free(csv->slots);
    free(csv->lines);
    free(csv->fields);
    free(csv->names);
    free(csv->chunk);
    free(csv->null_text);
    free(csv->name);
    free(csv);
}

static const up_source_class CSV_CLASS = {next_row, free_source};

/* ---------------------------------------------------------------- open */

static int no_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static void set_up(csv_source *csv, const up_csv_format *format)
{
    bool standard = strcmp(format->path, "-") == 0;
    csv->name = strdup(standard ? "standard input" : format->path);
    csv->null_text = strdup(format->null_text);
    csv->chunk_size = format->chunk ? format->chunk : CHUNK_DEFAULT;
    csv->chunk = malloc(csv->chunk_size + MARK_LENGTH);
    csv->header = format->header;
    csv->line = csv->record_line = 1;
    csv->base = (up_source){.class = &CSV_CLASS, .name = csv->name};
    csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_delim(&csv->parser, (unsigned char)format->delimiter);
    csv_set_space_func(&csv->parser, no_space);
    if (!csv->name || !csv->null_text || !csv->chunk)
        fail_memory(csv);
}

static void open_file(csv_source *csv, const char *path)
{
    csv->own_fd = strcmp(path, "-") != 0;
    csv->fd = STDIN_FILENO;
    if (csv->own_fd)
        csv->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (csv->fd < 0) {
        csv->own_fd = false;
        fail_file(csv, errno);
        return;
    }
    struct stat status;
    if (fstat(csv->fd, &status) == 0 && S_ISREG(status.st_mode))
        csv->base.bytes_all = status.st_size;
}

/* The first chunk is as long as a byte order mark, which is no data. */
static void parse_first(csv_source *csv)
{
    size_t length = 1;
    while (csv->chunk_length < MARK_LENGTH && length)
        length = read_some(csv, MARK_LENGTH - csv->chunk_length);
    if (csv->chunk_length == MARK_LENGTH &&
        memcmp(csv->chunk, MARK, MARK_LENGTH) == 0)
        csv->chunk_length = 0;
    if (!csv->ended)
        parse(csv);
}

static void read_names(csv_source *csv)
{
    if (!csv->ended)
        parse_first(csv);
    while (!csv->base.names && !csv->ended)
        parse_next(csv);
    if (!csv->base.names && csv->header)
        up_error_set(&csv->failure, UPSERT_ROW, "%s: the header is missing",
                     csv->name);
}

upsert_status up_csv_open(const up_csv_format *format, up_source **source,
                          upsert_error *error)
{
    assert(!strchr("\"\r\n", format->delimiter));
    *source = NULL;
    csv_source *csv = calloc(1, sizeof *csv);
    if (!csv)
        return up_error_memory(error);
    set_up(csv, format);
    if (!csv->ended)
        open_file(csv, format->path);
    read_names(csv);
    if (csv->base.names || csv->failure.status == UPSERT_OK) {
        *source = &csv->base;
        return UPSERT_OK;
    }
    upsert_status status = report(csv, error);
    free_source(&csv->base);
    return status;
}
