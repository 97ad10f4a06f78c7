#include "job/delete_when.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"

static const char *skip_space(const char *text)
{
    while (up_ascii_space(*text))
        text++;
    return text;
}

/* Append what stands in quotes at `text`.
   @return what follows it; NULL: the quotes are not closed. */
static const char *read_quoted(const char *text, up_buffer *part)
{
    for (text++;; text += 2) {
        size_t length = strcspn(text, "\"");
        up_buffer_append(part, text, length);
        text += length;
        if (!*text)
            return NULL;
        if (text[1] != '"')
            return text + 1;
        up_buffer_text(part, "\"");
    }
}

/* Append what stands before `end`, without the white space behind it. */
static const char *read_plain(const char *text, const char *end,
                              up_buffer *part)
{
    const char *last = end;
    while (last > text && up_ascii_space(last[-1]))
        last--;
    up_buffer_append(part, text, (size_t)(last - text));
    return end;
}

/* Read one part, in quotes or up to `end`, which must follow it.
   @return what is wrong; NULL: nothing. */
static const char *read_part(const char **cursor, const char *end,
                             up_buffer *part)
{
    const char *text = skip_space(*cursor);
    bool quoted = *text == '"';
    text = quoted ? read_quoted(text, part) : read_plain(text, end, part);
    if (!text)
        return "a quote is not closed";
    text = skip_space(text);
    *cursor = text;
    return !quoted && part->length == 0 ? "the field or the value is missing"
                                        : NULL;
}

/* @return what is wrong; NULL: nothing. */
static const char *read_both(const char *text, up_buffer *field,
                             up_buffer *value)
{
    const char *wrong = read_part(&text, text + strcspn(text, ":\""), field);
    if (wrong)
        return wrong;
    if (field->length == 0)
        return "the name of the field is empty";
    if (*text != ':')
        return "there is no colon behind the field";
    text++;
    wrong = read_part(&text, text + strlen(text), value);
    return !wrong && *text ? "text after the closing quote" : wrong;
}

upsert_status up_delete_when_parse(const char *text, up_delete_when *when,
                                   upsert_error *error)
{
    up_buffer field = {0}, value = {0};
    *when = (up_delete_when){0};
    if (!*skip_space(text))
        return UPSERT_OK;
    upsert_status status = UPSERT_OK;
    const char *wrong = read_both(text, &field, &value);
    if (!up_buffer_string(&field) || !up_buffer_string(&value))
        status = up_error_memory(error);
    else if (wrong)
        status = up_error_set(error, UPSERT_OPTION,
                              "upsert.delete_when: %s; it takes a field, a "
                              "colon and a value, as in op:D",
                              wrong);
    if (status != UPSERT_OK) {
        up_buffer_dispose(&field);
        up_buffer_dispose(&value);
        return status;
    }
    *when = (up_delete_when){field.data, value.data, value.length};
    return UPSERT_OK;
}

void up_delete_when_dispose(up_delete_when *when)
{
    free(when->field);
    free(when->value);
    *when = (up_delete_when){0};
}

bool up_delete_when_holds(const up_delete_when *when, const up_field *field)
{
    return field->data && field->length == when->value_length &&
           memcmp(field->data, when->value, field->length) == 0;
}
