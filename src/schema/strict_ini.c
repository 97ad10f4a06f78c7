#include "schema/strict_ini.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"

/* A check under way. */
typedef struct checker {
    up_strict_ini *ini;
    const up_option *section; /* its first option; NULL before any header */
    upsert_error *error;
} checker;

static upsert_status fail(checker *c, const char *message)
{
    return up_error_set(c->error, UPSERT_OPTION, "%s", message);
}

/* Fail with the text that was put together in `message`, and dispose of it. */
static upsert_status fail_with(checker *c, up_buffer *message)
{
    const char *text = up_buffer_string(message);
    upsert_status status = text ? fail(c, text) : up_error_memory(c->error);
    up_buffer_dispose(message);
    return status;
}

static const char *skip_space(const char *text)
{
    while (up_ascii_space(*text))
        text++;
    return text;
}

/* Without white space around it, in place. */
static char *trim(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && up_ascii_space(text[length - 1]))
        length--;
    text[length] = '\0';
    while (up_ascii_space(*text))
        text++;
    return text;
}

/* Whether a message may repeat a section or key: a broken line can put
   anything in its place, a password too. */
static bool is_word(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789_-.");
    return length > 0 && length <= 40 && !text[length];
}

/* -------------------------------------------------------------- sections */

static void append_sections(const up_option_set *set, up_buffer *text)
{
    const char *before = "";
    for (size_t i = 0; i < set->count; i++) {
        const up_option *option = &set->options[i];
        size_t length = up_option_section_length(option);
        if (i > 0 && strncmp(option[-1].name, option->name, length + 1) == 0)
            continue;
        up_buffer_format(text, "%s[%.*s]", before, (int)length, option->name);
        before = ", ";
    }
}

static upsert_status unknown_section(checker *c, const char *name)
{
    up_buffer text = {0};
    up_buffer_text(&text, "unknown section");
    if (is_word(name))
        up_buffer_format(&text, " [%s]", name);
    const up_option *nearest = up_section_nearest(c->ini->set, name);
    if (nearest) {
        up_buffer_format(&text, "; did you mean [%.*s]?",
                         (int)up_option_section_length(nearest), nearest->name);
    } else {
        up_buffer_text(&text, "; there are ");
        append_sections(c->ini->set, &text);
    }
    return fail_with(c, &text);
}

static upsert_status check_section(checker *c, char *line)
{
    char *end = strchr(line, ']');
    if (!end)
        return fail(c, "the section's ']' is missing");
    if (end[1])
        return fail(c, "text after the section's ']'; a comment needs a line "
                       "of its own");
    *end = '\0';
    const char *name = trim(line + 1);
    c->section = up_section_find(c->ini->set, name);
    return c->section ? UPSERT_OK : unknown_section(c, name);
}

/* ------------------------------------------------------------------ keys */

static void append_keys(const up_option_set *set, const up_option *section,
                        up_buffer *text)
{
    size_t length = up_option_section_length(section) + 1;
    const up_option *end = set->options + set->count;
    for (const up_option *option = section;
         option < end && strncmp(option->name, section->name, length) == 0;
         option++)
        up_buffer_format(text, "%s%s", option == section ? "" : ", ",
                         up_option_key(option));
}

static upsert_status unknown_key(checker *c, const char *key, const char *name)
{
    int length = (int)up_option_section_length(c->section);
    char prefix[64];
    up_buffer text = {0};
    memcpy(prefix, c->section->name, (size_t)length + 1);
    prefix[length + 1] = '\0';
    up_buffer_text(&text, "unknown key");
    if (is_word(key))
        up_buffer_format(&text, " \"%s\"", key);
    up_buffer_format(&text, " in [%.*s]", length, c->section->name);
    const char *near = up_option_nearest(c->ini->set, name, prefix);
    const char *elsewhere = up_option_nearest(c->ini->set, name, "");
    if (near) {
        up_buffer_format(&text, "; did you mean \"%s\"?", near + length + 1);
    } else if (elsewhere) {
        up_buffer_format(&text, "; did you mean %s?", elsewhere);
    } else {
        up_buffer_text(&text, "; there are ");
        append_keys(c->ini->set, c->section, &text);
    }
    return fail_with(c, &text);
}

static upsert_status find_key(checker *c, const char *key,
                              const up_option **option)
{
    if (!*key)
        return fail(c, "there is no key before the '='");
    if (!c->section)
        return fail(c, "a key stands before the first section");
    up_buffer name = {0};
    up_buffer_format(&name, "%.*s.%s",
                     (int)up_option_section_length(c->section),
                     c->section->name, key);
    const char *text = up_buffer_string(&name);
    upsert_status status = UPSERT_OK;
    if (!text)
        status = up_error_memory(c->error);
    else if (!(*option = up_option_find(c->ini->set, text)))
        status = unknown_key(c, key, text);
    up_buffer_dispose(&name);
    return status;
}

/* ---------------------------------------------------------------- values */

/* Whether a comment begins at `text`, which is not the start of a line. */
static bool is_comment(const char *text)
{
    return (*text == ';' || *text == '#') && up_ascii_space(text[-1]) &&
           (!text[1] || up_ascii_space(text[1]));
}

static upsert_status cut_value(checker *c, const char *value)
{
    if (!strchr(value, '"'))
        return fail(c, "a ';' or '#' would cut the value; put the value in "
                       "double quotes, or white space on both sides of the "
                       "';' or '#' if it begins a comment");
    if (!strchr(value, '\''))
        return fail(c, "a ';' or '#' would cut the value; put the value in "
                       "single quotes");
    return up_error_set(c->error, UPSERT_OPTION,
                        "a ';' or '#' would cut the value; no value in %s can "
                        "hold both kinds of quotes and a ';' or '#'",
                        c->ini->set->file);
}

static upsert_status read_quoted(checker *c, char *text, char **value)
{
    char *end = strchr(text + 1, *text);
    if (!end)
        return fail(c, "the value's opening quote is not closed on its line");
    const char *rest = skip_space(end + 1);
    if (*rest && !is_comment(rest))
        return fail(c, "text after the value's closing quote; a comment needs "
                       "white space on both sides of its ';' or '#', and a "
                       "value that holds quotes stands in quotes of the "
                       "other kind");
    *end = '\0';
    *value = text + 1;
    return UPSERT_OK;
}

/* The value in what stands after the '=', which is in the same line. */
static upsert_status read_value(checker *c, char *text, char **value)
{
    text += skip_space(text) - text;
    if (*text == '"' || *text == '\'')
        return read_quoted(c, text, value);
    char *cut = text + strcspn(text, ";#");
    if (*cut && !is_comment(cut))
        return cut_value(c, text);
    *cut = '\0';
    *value = trim(text);
    return UPSERT_OK;
}

static upsert_status keep(checker *c, const up_option *option,
                          const char *value)
{
    up_ini_entry *entry = &c->ini->entries[option - c->ini->set->options];
    if (entry->value)
        return up_error_set(c->error, UPSERT_OPTION,
                            "%s is set in line %zu already", option->name,
                            entry->line);
    entry->line = c->ini->line;
    entry->value = strdup(value);
    return entry->value ? UPSERT_OK : up_error_memory(c->error);
}

/* ----------------------------------------------------------------- lines */

static upsert_status check_line(checker *c, char *line)
{
    line = trim(line);
    size_t length = strlen(line);
    if (length > 0 && line[length - 1] == '\\')
        return fail(c, "the line ends in a backslash, which would join the "
                       "next line to it; put a value in double quotes");
    if (!*line || *line == ';' || *line == '#')
        return UPSERT_OK;
    if (*line == '[')
        return check_section(c, line);
    char *equals = strchr(line, '=');
    if (!equals)
        return fail(c, "neither a [section], nor key = value, nor a comment");
    *equals = '\0';
    const up_option *option = NULL;
    upsert_status status = find_key(c, trim(line), &option);
    char *value = NULL;
    *equals = '='; /* is_comment() looks at what stands before */
    if (status == UPSERT_OK)
        status = read_value(c, equals + 1, &value);
    return status == UPSERT_OK ? keep(c, option, value) : status;
}

static upsert_status check_bytes(checker *c, const char *text, size_t length)
{
    if (length > UP_INI_LINE_MAXIMUM)
        return up_error_set(c->error, UPSERT_OPTION,
                            "the line is longer than %d bytes",
                            UP_INI_LINE_MAXIMUM);
    const char *fault = up_utf8_fault(text, length);
    if (fault)
        return fail(c, *fault ? "the line is not valid UTF-8"
                              : "the line holds a NUL byte");
    return UPSERT_OK;
}

upsert_status up_strict_ini_check(const char *text, size_t length,
                                  const up_option_set *set, up_strict_ini *ini,
                                  upsert_error *error)
{
    static const char MARK[] = "\xef\xbb\xbf";
    *ini = (up_strict_ini){.set = set, .line = 1};
    checker c = {ini, NULL, error};
    ini->entries = calloc(set->count, sizeof *ini->entries);
    if (!ini->entries)
        return up_error_memory(error);
    if (length >= 3 && memcmp(text, MARK, 3) == 0)
        return fail(&c, "the file begins with a byte order mark; save it as "
                        "UTF-8 without one");
    const char *end = text + length;
    for (; text < end; ini->line++) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        const char *stop = feed ? feed : end;
        size_t size = (size_t)(stop - text);
        if (size > 0 && text[size - 1] == '\r')
            size--;
        upsert_status status = check_bytes(&c, text, size);
        if (status != UPSERT_OK)
            return status;
        char line[UP_INI_LINE_MAXIMUM + 1];
        memcpy(line, text, size);
        line[size] = '\0';
        status = check_line(&c, line);
        if (status != UPSERT_OK)
            return status;
        text = feed ? feed + 1 : end;
    }
    return UPSERT_OK;
}

void up_strict_ini_dispose(up_strict_ini *ini)
{
    for (size_t i = 0; ini->entries && i < ini->set->count; i++)
        free(ini->entries[i].value);
    free(ini->entries);
    *ini = (up_strict_ini){0};
}
