#include "job/reject_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <yajl/yajl_gen.h>

#include "source/reject_fields.h"

/* --------------------------------------------------------------------- CSV */

static void put_field(const char *field, char delimiter, up_buffer *text)
{
    if (!strchr(field, delimiter) && !strpbrk(field, "\"\r\n")) {
        up_buffer_text(text, field);
        return;
    }
    up_buffer_text(text, "\"");
    for (; *field; field++) {
        if (*field == '"')
            up_buffer_text(text, "\"");
        up_buffer_append(text, field, 1);
    }
    up_buffer_text(text, "\"");
}

void up_reject_row_header(const up_source *source, char delimiter,
                          up_buffer *text)
{
    size_t count = up_reject_fields_before(source->names, source->count);
    for (size_t i = 0; i < count + UP_REJECT_FIELD_COUNT; i++) {
        if (i)
            up_buffer_append(text, &delimiter, 1);
        put_field(i < count ? source->names[i] : up_reject_fields[i - count],
                  delimiter, text);
    }
    up_buffer_text(text, "\n");
}

/* The bytes of a record's first fields. A quote in quotes is doubled, and so
   changes nothing. */
static size_t length_of_fields(const char *raw, size_t length, char delimiter,
                               size_t fields)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        if (raw[i] == '"')
            quoted = !quoted;
        if (raw[i] == delimiter && !quoted && --fields == 0)
            return i;
    }
    return length;
}

void up_reject_row_csv(const up_source *source, char delimiter,
                       const up_reject_row *row, up_buffer *text)
{
    char line[24];
    snprintf(line, sizeof line, "%" PRId64, row->line);
    const char *const why[UP_REJECT_FIELD_COUNT] = {
        [UP_REJECT_LINE] = line,
        [UP_REJECT_COLUMN] = row->reason->column,
        [UP_REJECT_SQLSTATE] = row->reason->sqlstate,
        [UP_REJECT_MESSAGE] = row->reason->message,
    };
    size_t count = up_reject_fields_before(source->names, source->count);
    up_buffer_append(
        text, row->raw,
        length_of_fields(row->raw, row->raw_length, delimiter, count));
    for (size_t i = 0; i < UP_REJECT_FIELD_COUNT; i++) {
        up_buffer_append(text, &delimiter, 1);
        put_field(why[i], delimiter, text);
    }
    up_buffer_text(text, "\n");
}

/* -------------------------------------------------------------------- JSON */

/* What is behind the string that begins at `at`. */
static const char *pass_string(const char *at)
{
    for (at++; *at != '"'; at++)
        at += *at == '\\';
    return at + 1;
}

static const char *skip_space(const char *at)
{
    return at + strspn(at, " \t\r");
}

static bool is_reject_field(const char *name)
{
    return *name == '"' &&
           up_reject_fields_have(name + 1,
                                 (size_t)(pass_string(name) - name) - 2);
}

/*
 * The object up to its last fields, where these are an old reason; else up to
 * its closing brace. It is well-formed: its row was read.
 * @param[out] empty  whether it has no field then.
 */
static size_t length_of_own_fields(const char *object, bool *empty)
{
    const char *end = NULL; /* where the old reason begins */
    int depth = 0;
    const char *at = skip_space(object), *begin = at;
    for (;; at++) {
        bool opens = *at == '{' || *at == '[';
        depth += opens;
        if ((opens || *at == ',') && depth == 1) {
            bool old = is_reject_field(skip_space(at + 1));
            end = !old ? NULL : end ? end : at + (*at == '{');
        }
        if (*at == '"')
            at = pass_string(at) - 1;
        if ((*at == '}' || *at == ']') && --depth == 0)
            break;
    }
    end = end ? end : at;
    *empty = skip_space(begin + 1) >= end;
    return (size_t)(end - object);
}

static void add_text(yajl_gen json, size_t field, const char *text)
{
    const char *name = up_reject_fields[field];
    yajl_gen_string(json, (const unsigned char *)name, strlen(name));
    if (*text)
        yajl_gen_string(json, (const unsigned char *)text, strlen(text));
    else
        yajl_gen_null(json);
}

static void add_reason(yajl_gen json, const up_reject_row *row)
{
    const char *line = up_reject_fields[UP_REJECT_LINE];
    yajl_gen_map_open(json);
    yajl_gen_string(json, (const unsigned char *)line, strlen(line));
    yajl_gen_integer(json, row->line);
    add_text(json, UP_REJECT_COLUMN, row->reason->column);
    add_text(json, UP_REJECT_SQLSTATE, row->reason->sqlstate);
    add_text(json, UP_REJECT_MESSAGE, row->reason->message);
    yajl_gen_map_close(json);
}

bool up_reject_row_json(const up_reject_row *row, up_buffer *text)
{
    const unsigned char *reason;
    size_t length;
    bool empty;
    up_buffer object = {0};
    up_buffer_append(&object, row->raw, row->raw_length);
    yajl_gen json = yajl_gen_alloc(NULL);
    bool done = json && up_buffer_string(&object);
    if (done) {
        up_buffer_append(text, object.data,
                         length_of_own_fields(object.data, &empty));
        up_buffer_text(text, empty ? "" : ",");
        add_reason(json, row);
        done = yajl_gen_get_buf(json, &reason, &length) == yajl_gen_status_ok;
    }
    if (done) {
        up_buffer_append(text, reason + 1, length - 1);
        up_buffer_text(text, "\n");
    }
    if (json)
        yajl_gen_free(json);
    up_buffer_dispose(&object);
    return done;
}
