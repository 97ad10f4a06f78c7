#include "schema/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

static void free_all(char **items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(items[i]);
    free(items);
}

void up_table_dispose(up_table *table)
{
    free(table->schema);
    free(table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        free(table->columns[i].name);
        free(table->columns[i].type_name);
        free(table->columns[i].cast_name);
        free(table->columns[i].collation);
    }
    free(table->columns);
    for (size_t i = 0; i < table->index_count; i++) {
        free(table->indexes[i].name);
        free(table->indexes[i].unusable);
        free(table->indexes[i].predicate);
        free_all(table->indexes[i].columns, table->indexes[i].count);
    }
    free(table->indexes);
    for (size_t i = 0; i < table->effect_count; i++)
        free(table->effects[i].text);
    free(table->effects);
    *table = (up_table){0};
}

const up_column *up_table_column(const up_table *table, const char *name)
{
    const up_column *alike = NULL;
    size_t alikes = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const up_column *column = &table->columns[i];
        if (strcmp(column->name, name) == 0)
            return column;
        if (up_ascii_equal(column->name, name)) {
            alike = column;
            alikes++;
        }
    }
    return alikes == 1 ? alike : NULL;
}

bool up_index_covers_one(const up_index *index, const char *name)
{
    for (size_t i = 0; i < index->count; i++)
        if (index->columns[i] && strcmp(index->columns[i], name) == 0)
            return true;
    return false;
}

bool up_index_covers(const up_index *index, const char *const *columns,
                     size_t count)
{
    if (index->count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!up_index_covers_one(index, columns[i]))
            return false;
    return true;
}
