#include "job/mapping.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "schema/names.h"
#include "source/reject_fields.h"

static const char NO_COLUMN[] = "the table has no column of that name that can "
                                "be written; columns.map picks fields";

/* What is on its way into a mapping. */
typedef struct up_mapper {
    const upsert_options *options;
    up_source *source;
    const char *delete_field; /* NULL: none */
    up_name_map map;          /* empty: by name */
    const char **names;       /* columns of the session, or expected fields */
    up_mapping *mapping;
    upsert_session **session;
} up_mapper;

static upsert_status reserve(up_mapper *mapper, size_t count,
                             upsert_error *error)
{
    mapper->mapping->fields = calloc(count + 1, sizeof(size_t));
    mapper->names = calloc(count + 1, sizeof *mapper->names);
    return mapper->mapping->fields && mapper->names ? UPSERT_OK
                                                    : up_error_memory(error);
}

static upsert_status open_session(up_mapper *mapper, const char *const *columns,
                                  size_t count, upsert_error *error)
{
    if (*mapper->session)
        return UPSERT_OK;
    return upsert_session_new(&(upsert_target){0}, mapper->options, columns,
                              count, mapper->session, error);
}

static bool is_delete_field(const up_mapper *mapper, const char *name)
{
    return mapper->delete_field && strcmp(mapper->delete_field, name) == 0;
}

/* ------------------------------------- a source whose fields are known */

static upsert_status find_field(const up_source *source, const char *name,
                                const char *option, size_t *field,
                                upsert_error *error)
{
    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->names[i], name) == 0) {
            *field = i;
            return UPSERT_OK;
        }
    return up_error_set(error, UPSERT_OPTION, "%s: %s has no field named '%s'",
                        option, source->name, name);
}

static upsert_status map_known(up_mapper *mapper, upsert_error *error)
{
    up_mapping *mapping = mapper->mapping;
    upsert_status status = UPSERT_OK;
    mapping->count = mapper->map.targets.count;
    for (size_t i = 0; i < mapping->count && status == UPSERT_OK; i++) {
        mapper->names[i] = mapper->map.targets.items[i];
        status = find_field(mapper->source, mapper->map.sources.items[i],
                            "columns.map", &mapping->fields[i], error);
    }
    return status;
}

/* All of them but the one that says which rows delete, and those that say why a
   row was rejected. */
static void take_known(up_mapper *mapper)
{
    up_mapping *mapping = mapper->mapping;
    size_t count =
        up_reject_fields_before(mapper->source->names, mapper->source->count);
    for (size_t i = 0; i < count; i++) {
        const char *name = mapper->source->names[i];
        if (is_delete_field(mapper, name))
            continue;
        mapping->fields[mapping->count] = i;
        mapper->names[mapping->count++] = name;
    }
}

static upsert_status open_known(up_mapper *mapper, upsert_error *error)
{
    up_mapping *mapping = mapper->mapping;
    size_t mapped = mapper->map.targets.count;
    upsert_status status =
        reserve(mapper, mapped ? mapped : mapper->source->count, error);
    if (status == UPSERT_OK && mapper->delete_field)
        status =
            find_field(mapper->source, mapper->delete_field,
                       "upsert.delete_when", &mapping->delete_field, error);
    if (status == UPSERT_OK && mapped)
        status = map_known(mapper, error);
    else if (status == UPSERT_OK)
        take_known(mapper);
    if (status == UPSERT_OK && mapping->count == 0)
        status = up_error_set(error, UPSERT_ROW, "%s: it has no columns",
                              mapper->source->name);
    if (status == UPSERT_OK)
        status = open_session(mapper, mapper->names, mapping->count, error);
    return status;
}

/* --------------------------------- a source whose rows name their fields */

/* The place of a name among the expected ones, where it is put if it is new. */
static size_t add_expected(up_mapper *mapper, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(mapper->names[i], name) == 0)
            return i;
    mapper->names[*count] = name;
    return (*count)++;
}

static upsert_status expect(up_mapper *mapper, size_t count,
                            upsert_error *error)
{
    if (mapper->delete_field)
        mapper->mapping->delete_field =
            add_expected(mapper, &count, mapper->delete_field);
    bool mapped = mapper->map.targets.count > 0;
    up_expected expected = {
        .names = mapper->names,
        .count = count,
        .any_case = !mapped,
        .why_no_other = mapped ? NULL : NO_COLUMN,
    };
    return up_source_expect(mapper->source, &expected, error);
}

/* Only the fields that the map names are wanted. */
static upsert_status map_varying(up_mapper *mapper, upsert_error *error)
{
    up_mapping *mapping = mapper->mapping;
    const up_names *targets = &mapper->map.targets;
    size_t expected = 0;
    upsert_status status = reserve(mapper, targets->count + 1, error);
    if (status == UPSERT_OK)
        status = open_session(mapper, (const char *const *)targets->items,
                              targets->count, error);
    if (status != UPSERT_OK)
        return status;
    mapping->count = targets->count;
    for (size_t i = 0; i < mapping->count; i++)
        mapping->fields[i] =
            add_expected(mapper, &expected, mapper->map.sources.items[i]);
    return expect(mapper, expected, error);
}

/* Any column of the table may have a field. */
static upsert_status take_varying(up_mapper *mapper, upsert_error *error)
{
    up_mapping *mapping = mapper->mapping;
    upsert_status status = open_session(mapper, NULL, 0, error);
    if (status != UPSERT_OK)
        return status;
    size_t count = upsert_session_columns(*mapper->session);
    status = reserve(mapper, count + 1, error);
    if (status != UPSERT_OK)
        return status;
    mapping->count = count;
    for (size_t i = 0; i < count; i++) {
        mapper->names[i] = upsert_session_column(*mapper->session, i);
        mapping->fields[i] =
            is_delete_field(mapper, mapper->names[i]) ? UP_MAPPING_NONE : i;
    }
    return expect(mapper, count, error);
}

/* ----------------------------------------------------------------- open */

upsert_status up_mapping_open(const upsert_options *options, up_source *source,
                              const char *delete_field, up_mapping *mapping,
                              upsert_session **session, upsert_error *error)
{
    up_mapper mapper = {.options = options,
                        .source = source,
                        .delete_field = delete_field,
                        .mapping = mapping,
                        .session = session};
    up_mapping_dispose(mapping);
    mapping->delete_field = UP_MAPPING_NONE;
    upsert_status status = up_name_map_parse(
        up_options_text(options, UP_COLUMNS_MAP), &mapper.map, error);
    if (status == UPSERT_OK && !up_source_varies(source))
        status = open_known(&mapper, error);
    else if (status == UPSERT_OK && mapper.map.targets.count > 0)
        status = map_varying(&mapper, error);
    else if (status == UPSERT_OK)
        status = take_varying(&mapper, error);
    free(mapper.names);
    up_name_map_dispose(&mapper.map);
    return status;
}

void up_mapping_dispose(up_mapping *mapping)
{
    free(mapping->fields);
    *mapping = (up_mapping){0};
}
