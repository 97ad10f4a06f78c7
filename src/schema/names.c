#include "schema/names.h"

#include <stdbool.h>
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

const char *up_quoted_read(const char *text, up_buffer *inside)
{
    for (text++;; text += 2) {
        size_t length = strcspn(text, "\"");
        up_buffer_append(inside, text, length);
        text += length;
        if (!*text)
            return NULL;
        if (text[1] != '"')
            return text + 1;
        up_buffer_text(inside, "\"");
    }
}

static const char *read_plain(const char *text, const char *ends,
                              up_buffer *name)
{
    size_t length = strcspn(text, strchr(ends, ':') ? ",=.\":" : ",=.\"");
    const char *end = text + length;
    while (length > 0 && up_ascii_space(text[length - 1]))
        length--;
    up_buffer_append(name, text, length);
    return end;
}

/* What may not follow a name. */
static upsert_status misplaced(const char *text, bool quoted,
                               upsert_error *error)
{
    if (quoted)
        return up_error_set(error, UPSERT_OPTION,
                            "text after the closing quote of a name");
    if (*text == '"')
        return up_error_set(error, UPSERT_OPTION,
                            "a quote inside a name; put the whole name in "
                            "double quotes and double those inside");
    return up_error_set(error, UPSERT_OPTION,
                        "misplaced '%c'; a name that holds one stands in "
                        "double quotes",
                        *text);
}

upsert_status up_name_read(const char **cursor, const char *ends, char **result,
                           upsert_error *error)
{
    const char *text = skip_space(*cursor);
    bool quoted = *text == '"';
    up_buffer name = {0};
    upsert_status status = UPSERT_OK;
    text = quoted ? up_quoted_read(text, &name) : read_plain(text, ends, &name);
    if (text)
        text = skip_space(text);
    if (!text)
        status = up_error_set(error, UPSERT_OPTION,
                              "the opening quote of a name is not closed");
    else if (*text && !strchr(ends, *text))
        status = misplaced(text, quoted, error);
    else if (name.length == 0 && !name.failed)
        status = up_error_set(error, UPSERT_OPTION, "a name is empty");
    else if (!up_buffer_string(&name))
        status = up_error_memory(error);
    if (status != UPSERT_OK) {
        up_buffer_dispose(&name);
        return status;
    }
    *cursor = text;
    *result = name.data;
    return UPSERT_OK;
}

static upsert_status read_item(const char **cursor, const char *ends,
                               up_names *names, size_t *capacity,
                               upsert_error *error)
{
    if (names->count == UP_NAMES_MAXIMUM)
        return up_error_set(error, UPSERT_OPTION, "more than %d names",
                            UP_NAMES_MAXIMUM);
    if (!up_array_reserve(&names->items, capacity, names->count,
                          sizeof *names->items))
        return up_error_memory(error);
    upsert_status status =
        up_name_read(cursor, ends, &names->items[names->count], error);
    names->count += status == UPSERT_OK;
    return status;
}

static upsert_status check_repeat(const up_names *names, upsert_error *error)
{
    const char *last = names->items[names->count - 1];
    for (size_t i = 0; i + 1 < names->count; i++)
        if (strcmp(names->items[i], last) == 0)
            return up_error_set(error, UPSERT_OPTION,
                                "the name \"%.*s\" is repeated",
                                up_ascii_shown(last), last);
    return UPSERT_OK;
}

upsert_status up_names_parse(const char *text, up_names *names,
                             upsert_error *error)
{
    *names = (up_names){0};
    size_t capacity = 0;
    upsert_status status = UPSERT_OK;
    bool more = *skip_space(text) != '\0';
    while (more && status == UPSERT_OK) {
        status = read_item(&text, ",", names, &capacity, error);
        if (status == UPSERT_OK)
            status = check_repeat(names, error);
        more = *text++ == ',';
    }
    if (status != UPSERT_OK)
        up_names_dispose(names);
    return status;
}

/* The capacities of a map's two arrays grow together. */
static upsert_status read_pair(const char **cursor, up_name_map *map,
                               size_t capacities[2], upsert_error *error)
{
    upsert_status status =
        read_item(cursor, "=,", &map->targets, &capacities[0], error);
    if (status == UPSERT_OK)
        status = check_repeat(&map->targets, error);
    if (status != UPSERT_OK)
        return status;
    const char *target = map->targets.items[map->targets.count - 1];
    if (**cursor != '=')
        return up_error_set(error, UPSERT_OPTION,
                            "the name \"%.*s\" has no '=' behind it",
                            up_ascii_shown(target), target);
    ++*cursor;
    return read_item(cursor, ",", &map->sources, &capacities[1], error);
}

upsert_status up_name_map_parse(const char *text, up_name_map *map,
                                upsert_error *error)
{
    *map = (up_name_map){0};
    size_t capacities[2] = {0};
    upsert_status status = UPSERT_OK;
    bool more = *skip_space(text) != '\0';
    while (more && status == UPSERT_OK) {
        status = read_pair(&text, map, capacities, error);
        more = status == UPSERT_OK && *text++ == ',';
    }
    if (status != UPSERT_OK)
        up_name_map_dispose(map);
    return status;
}

upsert_status up_table_name_parse(const char *text, up_table_name *name,
                                  upsert_error *error)
{
    *name = (up_table_name){0};
    upsert_status status = up_name_read(&text, ".", &name->table, error);
    if (status == UPSERT_OK && *text == '.') {
        text++;
        name->schema = name->table;
        name->table = NULL;
        status = up_name_read(&text, ".", &name->table, error);
    }
    if (status == UPSERT_OK && *text)
        status = up_error_set(error, UPSERT_OPTION,
                              "more than a schema and a table; a name that "
                              "holds a dot stands in double quotes");
    if (status != UPSERT_OK)
        up_table_name_dispose(name);
    return status;
}

void up_names_dispose(up_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (up_names){0};
}

void up_name_map_dispose(up_name_map *map)
{
    up_names_dispose(&map->targets);
    up_names_dispose(&map->sources);
}

void up_table_name_dispose(up_table_name *name)
{
    free(name->schema);
    free(name->table);
    *name = (up_table_name){0};
}
