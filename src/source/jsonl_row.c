#include "source/jsonl_source.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "source/reject_fields.h"

/* ------------------------------------------------------------- failures */

void up_jsonl_fail_memory(up_jsonl_source *jsonl)
{
    up_error_memory(&jsonl->failure);
    jsonl->ended = true;
}

/* Name the field whose value is to come. */
static void name_field(up_jsonl_source *jsonl, char *text, size_t size)
{
    if (jsonl->slot == UP_WANTED_NONE)
        return;
    const up_wanted_name *name = &jsonl->wanted.names[jsonl->slot];
    up_source_name_field(&jsonl->failure, name->text, name->length);
    snprintf(text, size, "field \"%s\": ", jsonl->failure.column);
}

void up_jsonl_fail(up_jsonl_source *jsonl, size_t offset, const char *format,
                   ...)
{
    char what[320], field[192] = "";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    name_field(jsonl, field, sizeof field);
    up_error_set(&jsonl->failure, UPSERT_ROW, "%s:%" PRId64 ":%zu: %s%s",
                 jsonl->base.name, jsonl->line_number, offset + 1, field, what);
    jsonl->failure.row = jsonl->rows + 1;
    jsonl->ended = true;
}

/* --------------------------------------------------------------- tokens */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool up_jsonl_blank(const up_jsonl_source *jsonl, size_t *offset)
{
    while (*offset < jsonl->line_length && is_space(jsonl->line[*offset]))
        ++*offset;
    return *offset == jsonl->line_length;
}

/* Where the next token begins, other than the separator that must come. */
static size_t token_start(const up_jsonl_source *jsonl)
{
    size_t offset = jsonl->end;
    if (!up_jsonl_blank(jsonl, &offset) && jsonl->separator &&
        jsonl->line[offset] == jsonl->separator) {
        offset++;
        up_jsonl_blank(jsonl, &offset);
    }
    return offset;
}

/* Step behind the token that the parser has told. */
static void pass_token(up_jsonl_source *jsonl, char separator)
{
    jsonl->end = yajl_get_bytes_consumed(jsonl->parser);
    jsonl->separator = separator;
}

/* A text with escapes is told out of the parser's own memory. */
static bool is_in_line(const up_jsonl_source *jsonl, const char *text)
{
    return (uintptr_t)text >= (uintptr_t)jsonl->line &&
           (uintptr_t)text <= (uintptr_t)jsonl->line + jsonl->line_length;
}

/* ------------------------------------------------------------ the values */

static bool is_wanted(const up_jsonl_source *jsonl)
{
    return jsonl->depth == 1 && jsonl->slot != UP_WANTED_NONE;
}

/* Take the value of the field at hand, where it is wanted, and go on. */
static int take_value(up_jsonl_source *jsonl, up_field_kind kind,
                      const char *text, size_t length)
{
    if (is_wanted(jsonl)) {
        jsonl->fields[jsonl->slot] = (up_field){kind, text, length};
        jsonl->slot = UP_WANTED_NONE;
    }
    pass_token(jsonl, ',');
    return true;
}

/* The value is what `bytes` got from `start` on; they may still move. */
static int take_bytes(up_jsonl_source *jsonl, size_t start)
{
    jsonl->starts[jsonl->slot] = start;
    return take_value(jsonl, UP_FIELD_TEXT, NULL, jsonl->bytes.length - start);
}

static int on_null(void *context)
{
    return take_value(context, UP_FIELD_NULL, NULL, 0);
}

static int on_boolean(void *context, int value)
{
    return value ? take_value(context, UP_FIELD_TRUE, "true", 4)
                 : take_value(context, UP_FIELD_FALSE, "false", 5);
}

static int on_number(void *context, const char *text, size_t length)
{
    return take_value(context, UP_FIELD_TEXT, text, length);
}

static int on_string(void *context, const unsigned char *bytes, size_t length)
{
    up_jsonl_source *jsonl = context;
    const char *text = (const char *)bytes;
    if (!is_wanted(jsonl) || is_in_line(jsonl, text))
        return take_value(jsonl, UP_FIELD_TEXT, text, length);
    if (memchr(text, '\0', length)) {
        up_jsonl_fail(jsonl, token_start(jsonl), "the string holds NUL");
        return false;
    }
    size_t start = jsonl->bytes.length;
    up_buffer_append(&jsonl->bytes, text, length);
    return take_bytes(jsonl, start);
}

/* The offset behind the string that begins at `at`. */
static size_t pass_string(const char *line, size_t at)
{
    for (at++; line[at] != '"'; at++)
        at += line[at] == '\\';
    return at + 1;
}

/* Take the object or array that ends at `end`, without the white space between
   its tokens. */
static void take_nested(up_jsonl_source *jsonl, size_t end)
{
    size_t start = jsonl->bytes.length;
    for (size_t at = jsonl->nested; at < end; at++) {
        size_t piece = at;
        while (at < end && !is_space(jsonl->line[at]))
            at = jsonl->line[at] == '"' ? pass_string(jsonl->line, at) : at + 1;
        up_buffer_append(&jsonl->bytes, jsonl->line + piece, at - piece);
    }
    take_bytes(jsonl, start);
}

/* ----------------------------------------------------------- the objects */

static int on_start(void *context)
{
    up_jsonl_source *jsonl = context;
    if (jsonl->depth == UP_JSONL_DEPTH_MAXIMUM) {
        up_jsonl_fail(jsonl, token_start(jsonl),
                      "values stand more than %d deep in each other",
                      UP_JSONL_DEPTH_MAXIMUM);
        return false;
    }
    pass_token(jsonl, '\0');
    if (jsonl->depth++ == 1)
        jsonl->nested = jsonl->end - 1;
    return true;
}

static int on_end(void *context)
{
    up_jsonl_source *jsonl = context;
    pass_token(jsonl, ',');
    if (--jsonl->depth == 1 && is_wanted(jsonl))
        take_nested(jsonl, jsonl->end);
    if (jsonl->depth > 0)
        return true;
    size_t offset = jsonl->end;
    jsonl->complete = up_jsonl_blank(jsonl, &offset);
    if (!jsonl->complete)
        up_jsonl_fail(jsonl, offset, "text after the object");
    return jsonl->complete;
}

/* Refuse the field of this name. */
static int fail_name(up_jsonl_source *jsonl, const char *name, size_t length,
                     const char *why)
{
    const char *field = jsonl->failure.column;
    up_source_name_field(&jsonl->failure, name, length);
    up_jsonl_fail(jsonl, token_start(jsonl), "field \"%s\": %s", field, why);
    return false;
}

static int on_name(void *context, const unsigned char *bytes, size_t length)
{
    up_jsonl_source *jsonl = context;
    const char *name = (const char *)bytes;
    if (jsonl->depth > 1) {
        pass_token(jsonl, ':');
        return true;
    }
    if (!is_in_line(jsonl, name) && memchr(name, '\0', length)) {
        up_jsonl_fail(jsonl, token_start(jsonl), "a name holds NUL");
        return false;
    }
    size_t slot = up_wanted_find(&jsonl->wanted, name, length);
    if (slot == UP_WANTED_NONE && jsonl->wanted.why_no_other &&
        !up_reject_fields_have(name, length))
        return fail_name(jsonl, name, length, jsonl->wanted.why_no_other);
    if (slot != UP_WANTED_NONE && jsonl->fields[slot].kind != UP_FIELD_ABSENT)
        return fail_name(jsonl, name, length, "the row has it twice");
    jsonl->slot = slot;
    pass_token(jsonl, ':');
    return true;
}

bool up_jsonl_begin(up_jsonl_source *jsonl)
{
    static const yajl_callbacks CALLBACKS = {
        .yajl_null = on_null,
        .yajl_boolean = on_boolean,
        .yajl_number = on_number,
        .yajl_string = on_string,
        .yajl_start_map = on_start,
        .yajl_map_key = on_name,
        .yajl_end_map = on_end,
        .yajl_start_array = on_start,
        .yajl_end_array = on_end,
    };
    jsonl->parser = yajl_alloc(&CALLBACKS, NULL, jsonl);
    if (!jsonl->parser)
        return false;
    yajl_config(jsonl->parser, yajl_allow_multiple_values, 1);
    /* It would let some texts pass that are no UTF-8, and say less. */
    yajl_config(jsonl->parser, yajl_dont_validate_strings, 1);
    return true;
}

/* -------------------------------------------------------------- the line */

/* The code of the \uXXXX at `text`, or -1. */
static int32_t read_escape(const char *text, const char *end)
{
    static const char DIGITS[] = "0123456789abcdef0123456789ABCDEF";
    if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
        return -1;
    int32_t code = 0;
    for (int i = 2; i < 6; i++) {
        const char *digit = memchr(DIGITS, text[i], sizeof DIGITS - 1);
        if (!digit)
            return -1;
        code = code * 16 + (int32_t)((digit - DIGITS) % 16);
    }
    return code;
}

static bool is_half(int32_t code, int32_t first)
{
    return code >= first && code < first + 0x400;
}

/* The parser puts something else for half a surrogate pair. Outside of a
   string a backslash is an error, which it does tell. */
static void check_escapes(up_jsonl_source *jsonl)
{
    const char *end = jsonl->line + jsonl->line_length;
    const char *at = jsonl->line;
    while ((at = memchr(at, '\\', (size_t)(end - at))) && end - at > 1) {
        int32_t code = read_escape(at, end);
        bool pair =
            is_half(code, 0xD800) && is_half(read_escape(at + 6, end), 0xDC00);
        if (is_half(code, 0xDC00) || (is_half(code, 0xD800) && !pair)) {
            up_jsonl_fail(jsonl, (size_t)(at - jsonl->line),
                          "half of a surrogate pair");
            return;
        }
        at += pair ? 12 : 2;
    }
}

static void check_text(up_jsonl_source *jsonl)
{
    const char *fault = up_utf8_fault(jsonl->line, jsonl->line_length);
    size_t offset = 0;
    if (fault && *fault) { /* what a NUL breaks the parser tells */
        up_jsonl_fail(jsonl, (size_t)(fault - jsonl->line), "not valid UTF-8");
        return;
    }
    check_escapes(jsonl);
    up_jsonl_blank(jsonl, &offset);
    if (!jsonl->ended && jsonl->line[offset] != '{')
        up_jsonl_fail(jsonl, offset, "the line is no JSON object");
}

/* Where the text is no JSON: the byte inside a string, else the token. */
static size_t fault(const up_jsonl_source *jsonl, bool lexical)
{
    size_t start = token_start(jsonl);
    if (!lexical || start == jsonl->line_length || jsonl->line[start] != '"')
        return start;
    return yajl_get_bytes_consumed(jsonl->parser);
}

static void fail_parse(up_jsonl_source *jsonl)
{
    const char *nul = memchr(jsonl->line, '\0', jsonl->line_length);
    if (nul) {
        up_jsonl_fail(jsonl, (size_t)(nul - jsonl->line), "this is NUL");
        return;
    }
    unsigned char *text = yajl_get_error(jsonl->parser, 0, NULL, 0);
    if (!text) {
        up_jsonl_fail_memory(jsonl);
        return;
    }
    /* "lexical error: invalid char in json text.\n" */
    const char *kind = (const char *)text;
    const char *colon = strchr(kind, ':');
    const char *what = colon ? colon + 2 : kind;
    up_jsonl_fail(jsonl, fault(jsonl, kind[0] == 'l'), "no JSON: %.*s",
                  (int)strcspn(what, ".\n"), what);
    yajl_free_error(jsonl->parser, text);
}

static void begin_row(up_jsonl_source *jsonl)
{
    jsonl->end = 0;
    jsonl->separator = '\0';
    jsonl->depth = 0;
    jsonl->complete = false;
    jsonl->slot = UP_WANTED_NONE;
    up_buffer_reset(&jsonl->bytes);
    for (size_t i = 0; i < jsonl->base.count; i++)
        jsonl->fields[i] = (up_field){UP_FIELD_ABSENT, NULL, 0};
}

/* Now that they move no more. */
static void point_into_bytes(up_jsonl_source *jsonl)
{
    for (size_t i = 0; i < jsonl->base.count; i++)
        if (jsonl->fields[i].kind == UP_FIELD_TEXT && !jsonl->fields[i].data)
            jsonl->fields[i].data = jsonl->bytes.data + jsonl->starts[i];
}

void up_jsonl_read_fields(up_jsonl_source *jsonl)
{
    begin_row(jsonl);
    check_text(jsonl);
    if (jsonl->ended)
        return;
    yajl_status status = yajl_parse(
        jsonl->parser, (const unsigned char *)jsonl->line, jsonl->line_length);
    if (jsonl->ended)
        return;
    if (status != yajl_status_ok)
        fail_parse(jsonl);
    else if (!jsonl->complete)
        up_jsonl_fail(jsonl, jsonl->line_length,
                      "the line ends before its object does");
    else if (jsonl->bytes.failed)
        up_jsonl_fail_memory(jsonl);
    else if (jsonl->bytes.length > 0)
        point_into_bytes(jsonl);
}
