#include "source/source.h"

upsert_status up_source_next(up_source *source, up_source_row *row,
                             upsert_error *error)
{
    return source->class->next(source, row, error);
}

void up_source_free(up_source *source)
{
    if (source)
        source->class->free(source);
}
