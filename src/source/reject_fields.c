#include "source/reject_fields.h"

#include <string.h>

const char *const up_reject_fields[UP_REJECT_FIELD_COUNT] = {
    [UP_REJECT_LINE] = "reject_line",
    [UP_REJECT_COLUMN] = "reject_column",
    [UP_REJECT_SQLSTATE] = "reject_sqlstate",
    [UP_REJECT_MESSAGE] = "reject_message",
};

size_t up_reject_fields_before(const char *const *names, size_t count)
{
    if (count < UP_REJECT_FIELD_COUNT)
        return count;
    size_t before = count - UP_REJECT_FIELD_COUNT;
    for (size_t i = 0; i < UP_REJECT_FIELD_COUNT; i++)
        if (strcmp(names[before + i], up_reject_fields[i]) != 0)
            return count;
    return before;
}

bool up_reject_fields_have(const char *name, size_t length)
{
    for (size_t i = 0; i < UP_REJECT_FIELD_COUNT; i++)
        if (strlen(up_reject_fields[i]) == length &&
            memcmp(up_reject_fields[i], name, length) == 0)
            return true;
    return false;
}
