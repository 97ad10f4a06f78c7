#include "source/source.h"

#include <string.h>

bool up_source_varies(const up_source *source)
{
    return source->class->expect != NULL;
}

upsert_status up_source_expect(up_source *source, const up_expected *expected,
                               upsert_error *error)
{
    return source->class->expect(source, expected, error);
}

upsert_status up_source_next(up_source *source, up_source_row *row,
                             upsert_error *error)
{
    return source->class->next(source, row, error);
}

void up_source_cancel(up_source *source)
{
    source->class->cancel(source);
}

void up_source_free(up_source *source)
{
    if (source)
        source->class->free(source);
}

void up_source_name_field(upsert_error *error, const char *name, size_t length)
{
    if (length >= sizeof error->column) {
        length = sizeof error->column - 1;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(error->column, name, length);
    error->column[length] = '\0';
}
