#include "source/jsonl.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "source/jsonl_source.h"

#define CHUNK_DEFAULT ((size_t)64 * 1024)
#define MARK "\xEF\xBB\xBF"
#define MARK_LENGTH (sizeof MARK - 1)

/* --------------------------------------------------------- line by line */

/* Room for one more chunk behind what there is of the line. */
static bool make_room(up_jsonl_source *jsonl)
{
    if (jsonl->next > 0) {
        jsonl->length -= jsonl->next;
        memmove(jsonl->data, jsonl->data + jsonl->next, jsonl->length);
        jsonl->next = 0;
    }
    if (jsonl->capacity - jsonl->length >= jsonl->chunk)
        return true;
    size_t capacity = jsonl->capacity * 2 + jsonl->chunk;
    char *data = realloc(jsonl->data, capacity);
    if (!data)
        return false;
    jsonl->data = data;
    jsonl->capacity = capacity;
    return true;
}

static void read_more(up_jsonl_source *jsonl)
{
    size_t length = 0;
    if (!make_room(jsonl))
        up_jsonl_fail_memory(jsonl);
    else if (up_input_read(&jsonl->input, jsonl->data + jsonl->length,
                           jsonl->chunk, &length, &jsonl->failure) != UPSERT_OK)
        jsonl->ended = true;
    jsonl->input_ended = length == 0;
    jsonl->length += length;
    jsonl->base.bytes_read += (int64_t)length;
}

/* The line is the next `length` bytes. */
static void take_line(up_jsonl_source *jsonl, size_t length)
{
    jsonl->line = jsonl->data + jsonl->next;
    jsonl->line_length = length;
    if (jsonl->line_number == 1 && length >= MARK_LENGTH &&
        memcmp(jsonl->line, MARK, MARK_LENGTH) == 0) {
        jsonl->line += MARK_LENGTH;
        jsonl->line_length -= MARK_LENGTH;
    }
    jsonl->next += length;
    if (jsonl->next < jsonl->length)
        jsonl->next++; /* the LF, which the last line may not have */
}

static void fail_length(up_jsonl_source *jsonl)
{
    up_jsonl_fail(jsonl, UP_JSONL_LINE_MAXIMUM,
                  "the line is longer than 64 MiB");
}

/* @return false at the end, or when `ended` says that it failed. */
static bool next_line(up_jsonl_source *jsonl)
{
    size_t searched = 0;
    jsonl->line_number++;
    for (;;) {
        const char *rest = jsonl->data + jsonl->next;
        size_t length = jsonl->length - jsonl->next;
        const char *end = length > searched
                              ? memchr(rest + searched, '\n', length - searched)
                              : NULL;
        if (end)
            length = (size_t)(end - rest);
        if (length > UP_JSONL_LINE_MAXIMUM)
            fail_length(jsonl);
        if (jsonl->ended || (jsonl->input_ended && length == 0 && !end))
            return false;
        if (end || jsonl->input_ended) {
            take_line(jsonl, length);
            return true;
        }
        searched = length;
        read_more(jsonl);
    }
}

/* ------------------------------------------------------------ the class */

static upsert_status report(const up_jsonl_source *jsonl, upsert_error *error)
{
    if (jsonl->failure.status == UPSERT_OK)
        return UPSERT_DONE;
    return up_error_pass(error, &jsonl->failure);
}

static upsert_status next_row(up_source *source, up_source_row *row,
                              upsert_error *error)
{
    up_jsonl_source *jsonl = (up_jsonl_source *)source;
    size_t offset = 0;
    do {
        if (jsonl->ended || !next_line(jsonl)) {
            jsonl->ended = true;
            return report(jsonl, error);
        }
        offset = 0;
    } while (up_jsonl_blank(jsonl, &offset));
    up_jsonl_read_fields(jsonl);
    if (jsonl->ended)
        return report(jsonl, error);
    *row = (up_source_row){.fields = jsonl->fields,
                           .count = jsonl->base.count,
                           .number = ++jsonl->rows,
                           .line = jsonl->line_number,
                           .raw = jsonl->line,
                           .raw_length = jsonl->line_length};
    return UPSERT_OK;
}

static upsert_status expect(up_source *source, const up_expected *expected,
                            upsert_error *error)
{
    up_jsonl_source *jsonl = (up_jsonl_source *)source;
    up_wanted_dispose(&jsonl->wanted);
    free(jsonl->fields);
    free(jsonl->starts);
    source->names = NULL;
    source->count = 0;
    jsonl->fields = calloc(expected->count + 1, sizeof *jsonl->fields);
    jsonl->starts = calloc(expected->count + 1, sizeof *jsonl->starts);
    if (!jsonl->fields || !jsonl->starts)
        return up_error_memory(error);
    upsert_status status = up_wanted_init(&jsonl->wanted, expected, error);
    if (status != UPSERT_OK)
        return status;
    source->names = jsonl->wanted.texts;
    source->count = jsonl->wanted.count;
    return UPSERT_OK;
}

static void free_source(up_source *source)
{
    up_jsonl_source *jsonl = (up_jsonl_source *)source;
    if (jsonl->parser)
        yajl_free(jsonl->parser);
    up_input_close(&jsonl->input);
    up_wanted_dispose(&jsonl->wanted);
    up_buffer_dispose(&jsonl->bytes);
    free(jsonl->fields);
    free(jsonl->starts);
    free(jsonl->data);
    free(jsonl);
}

static void cancel_source(up_source *source)
{
    up_input_cancel(&((up_jsonl_source *)source)->input);
}

static const up_source_class JSONL_CLASS = {next_row, free_source,
                                            cancel_source, expect};

upsert_status up_jsonl_open(const up_jsonl_format *format, up_source **source,
                            upsert_error *error)
{
    *source = NULL;
    up_jsonl_source *jsonl = calloc(1, sizeof *jsonl);
    if (!jsonl)
        return up_error_memory(error);
    jsonl->chunk = format->chunk ? format->chunk : CHUNK_DEFAULT;
    jsonl->slot = UP_WANTED_NONE;
    upsert_status status = up_input_open(&jsonl->input, format->path, error);
    if (status == UPSERT_OK && !up_jsonl_begin(jsonl))
        status = up_error_memory(error);
    jsonl->base = (up_source){.class = &JSONL_CLASS,
                              .name = jsonl->input.name,
                              .bytes_all = jsonl->input.size};
    if (status == UPSERT_OK) {
        read_more(jsonl); /* some files that open cannot be read */
        status = jsonl->failure.status;
        if (status != UPSERT_OK)
            report(jsonl, error);
    }
    if (status == UPSERT_OK)
        *source = &jsonl->base;
    else
        free_source(&jsonl->base);
    return status;
}
