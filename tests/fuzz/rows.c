#include "rows.h"

#include <unistr.h>

#include "fuzz.h"

static void describe_field(const up_field *field, up_buffer *text)
{
    bool has_text = field->kind >= UP_FIELD_TEXT;
    HOLD(field->kind <= UP_FIELD_TRUE);
    HOLD(!has_text || !u8_check((const uint8_t *)field->data, field->length));
    HOLD(!has_text || !memchr(field->data, 0, field->length));
    up_buffer_format(text, " %d:", (int)field->kind);
    if (has_text)
        up_buffer_append(text, field->data, field->length);
}

void rows_end(up_source *source, upsert_status status,
              const upsert_error *error, up_buffer *text)
{
    if (status == UPSERT_DONE)
        HOLD(error->status == UPSERT_OK);
    else
        fuzz_hold_error(status, error);
    up_buffer_format(text, "\nend %d %s", (int)status, error->message);
    up_source_free(source);
}

void rows_describe(up_source *source, up_buffer *text)
{
    upsert_error error = UPSERT_ERROR_INIT;
    up_source_row row;
    upsert_status status;
    int64_t number = 0, line = 0;
    for (size_t i = 0; i < source->count; i++)
        up_buffer_format(text, "'%s' ", source->names[i]);
    while ((status = up_source_next(source, &row, &error)) == UPSERT_OK) {
        HOLD(row.number == ++number && row.line > line);
        HOLD(row.count == source->count);
        line = row.line;
        up_buffer_format(text, "\n%lld", (long long)row.line);
        for (size_t i = 0; i < row.count; i++)
            describe_field(&row.fields[i], text);
    }
    rows_end(source, status, &error, text);
}
