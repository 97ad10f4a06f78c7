#include "source/csv.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "source/csv_source.h"

#define CHUNK_DEFAULT ((size_t)64 * 1024)
#define MARK "\xEF\xBB\xBF"
#define MARK_LENGTH (sizeof MARK - 1)

/* ------------------------------------------------------- chunk by chunk */

/* Read what there is, `wanted` bytes at most; 0 at the end or on failure. */
static size_t read_some(up_csv_source *csv, size_t wanted)
{
    size_t length;
    if (up_input_read(&csv->input, csv->chunk + csv->chunk_length, wanted,
                      &length, &csv->failure) != UPSERT_OK)
        csv->ended = true;
    csv->chunk_length += length;
    csv->base.bytes_read += (int64_t)length;
    return length;
}

static void fail_parse(up_csv_source *csv)
{
    if (csv_error(&csv->parser) != CSV_EPARSE) {
        up_csv_fail_memory(csv);
        return;
    }
    const char *what = up_csv_first_byte(csv) == '"'
                           ? "text after the closing quote"
                           : "a quote inside an unquoted field";
    /* libcsv holds what it has of the field. */
    const char *text = (const char *)csv->parser.entry_buf;
    int64_t line = csv->line + up_csv_count_lines(text, csv->parser.entry_pos);
    if (line == csv->record_line)
        up_csv_fail_field(csv, line, "%s", what);
    else
        up_csv_fail_field(csv, line,
                          "%s, in the record that begins on line %" PRId64,
                          what, csv->record_line);
}

/* Keep the chunk behind what is there of its first record. */
static void keep_raw(up_csv_source *csv)
{
    if (!csv->keeps_raw)
        return;
    size_t gone = (size_t)(csv->record_start - csv->raw_start);
    csv->raw.length -= gone;
    if (csv->raw.length)
        memmove(csv->raw.data, csv->raw.data + gone, csv->raw.length);
    csv->raw_start = csv->record_start;
    up_buffer_append(&csv->raw, csv->chunk, csv->chunk_length);
    if (csv->raw.failed)
        up_csv_fail_memory(csv);
}

static void parse(up_csv_source *csv)
{
    keep_raw(csv);
    /* libcsv's buffer doubles; left alone it grows by 128 bytes. */
    size_t held = csv_get_buffer_size(&csv->parser);
    csv_set_blk_size(&csv->parser,
                     held > csv->chunk_size ? held : csv->chunk_size);
    size_t parsed = csv_parse(&csv->parser, csv->chunk, csv->chunk_length,
                              up_csv_end_field, up_csv_end_record, csv);
    if (csv->ended)
        return;
    int64_t end = csv->chunk_start + (int64_t)csv->chunk_length;
    if (parsed < csv->chunk_length)
        fail_parse(csv);
    else if (end - csv->record_start > UP_CSV_RECORD_MAXIMUM)
        up_csv_fail_length(csv);
}

static void finish(up_csv_source *csv)
{
    if (csv_fini(&csv->parser, up_csv_end_field, up_csv_end_record, csv) != 0)
        up_csv_fail_field(csv, csv->record_line, "the quote is never closed");
    csv->ended = true;
}

/* Forget the rows of the queue; move what is behind them to its front. */
static void empty_queue(up_csv_source *csv)
{
    if (!csv->place_count)
        return;
    size_t gone = csv->place_count * csv->base.count;
    csv->slot_count -= gone;
    for (size_t i = 0; i < csv->slot_count; i++) {
        csv->slots[i] = csv->slots[gone + i];
        csv->slots[i].start -= csv->row_bytes;
    }
    csv->bytes.length -= csv->row_bytes;
    if (csv->bytes.length)
        memmove(csv->bytes.data, csv->bytes.data + csv->row_bytes,
                csv->bytes.length);
    csv->row_bytes = csv->place_count = csv->taken = 0;
}

static void parse_next(up_csv_source *csv)
{
    empty_queue(csv);
    csv->field_byte = up_csv_first_byte(csv);
    csv->chunk_start += (int64_t)csv->chunk_length;
    csv->chunk_length = 0;
    if (read_some(csv, csv->chunk_size))
        parse(csv);
    else if (!csv->ended)
        finish(csv);
}

/* ------------------------------------------------------------ the class */

static upsert_status report(const up_csv_source *csv, upsert_error *error)
{
    return up_error_pass(error, &csv->failure);
}

static void take_row(up_csv_source *csv, up_source_row *row)
{
    const up_csv_place *place = &csv->places[csv->taken];
    const up_csv_slot *slots = csv->slots + csv->taken * csv->base.count;
    for (size_t i = 0; i < csv->base.count; i++) {
        csv->fields[i] = (up_field){UP_FIELD_NULL, NULL, 0};
        if (slots[i].length && !slots[i].null)
            csv->fields[i] =
                (up_field){UP_FIELD_TEXT, csv->bytes.data + slots[i].start,
                           slots[i].length};
        else if (!slots[i].null)
            csv->fields[i] = (up_field){UP_FIELD_TEXT, "", 0};
    }
    *row = (up_source_row){.fields = csv->fields,
                           .count = csv->base.count,
                           .number = ++csv->rows_taken,
                           .line = place->line};
    csv->taken++;
    if (!csv->keeps_raw)
        return;
    row->raw = csv->raw.data + (place->start - csv->raw_start);
    row->raw_length = place->length;
}

static upsert_status next_row(up_source *source, up_source_row *row,
                              upsert_error *error)
{
    up_csv_source *csv = (up_csv_source *)source;
    while (csv->taken == csv->place_count && !csv->ended)
        parse_next(csv);
    if (csv->taken < csv->place_count) {
        take_row(csv, row);
        return UPSERT_OK;
    }
    return csv->failure.status ? report(csv, error) : UPSERT_DONE;
}

static void free_source(up_source *source)
{
    up_csv_source *csv = (up_csv_source *)source;
    csv_free(&csv->parser);
    up_input_close(&csv->input);
    up_buffer_dispose(&csv->bytes);
    up_buffer_dispose(&csv->name_bytes);
    free(csv->slots);
    free(csv->places);
    up_buffer_dispose(&csv->raw);
    free(csv->fields);
    free(csv->names);
    free(csv->chunk);
    free(csv->null_text);
    free(csv);
}

static void cancel_source(up_source *source)
{
    up_input_cancel(&((up_csv_source *)source)->input);
}

static const up_source_class CSV_CLASS = {next_row, free_source, cancel_source,
                                          NULL};

/* ---------------------------------------------------------------- open */

static int no_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static void set_up(up_csv_source *csv, const up_csv_format *format)
{
    csv->null_text = strdup(format->null_text);
    csv->null_length = strlen(format->null_text);
    csv->chunk_size = format->chunk ? format->chunk : CHUNK_DEFAULT;
    csv->chunk = malloc(csv->chunk_size + MARK_LENGTH);
    csv->header = format->header;
    csv->keeps_raw = format->keeps_raw;
    csv->line = csv->record_line = 1;
    csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_delim(&csv->parser, (unsigned char)format->delimiter);
    csv_set_space_func(&csv->parser, no_space);
    if (!csv->null_text || !csv->chunk)
        up_csv_fail_memory(csv);
}

static void open_file(up_csv_source *csv, const char *path)
{
    if (up_input_open(&csv->input, path, &csv->failure) != UPSERT_OK)
        csv->ended = true;
    csv->base = (up_source){.class = &CSV_CLASS,
                            .name = csv->input.name,
                            .bytes_all = csv->input.size};
}

/* The first chunk is as long as a byte order mark, which is no data. */
static void parse_first(up_csv_source *csv)
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

static void read_names(up_csv_source *csv)
{
    if (!csv->ended)
        parse_first(csv);
    while (!csv->base.names && !csv->ended)
        parse_next(csv);
    if (!csv->base.names && csv->header)
        up_error_set(&csv->failure, UPSERT_ROW, "%s: the header is missing",
                     csv->base.name);
}

upsert_status up_csv_open(const up_csv_format *format, up_source **source,
                          upsert_error *error)
{
    assert(!strchr("\"\r\n", format->delimiter));
    *source = NULL;
    up_csv_source *csv = calloc(1, sizeof *csv);
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
