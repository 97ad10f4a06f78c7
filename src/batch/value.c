#include "batch/value.h"

#include <string.h>

#include "batch/value_forms.h"

bool up_value_exact(const up_value_type *type)
{
    switch (type->type) {
    case UPSERT_TYPE_INTEGER:
    case UPSERT_TYPE_DECIMAL:
    case UPSERT_TYPE_BOOLEAN:
    case UPSERT_TYPE_BINARY:
    case UPSERT_TYPE_DATE:
    case UPSERT_TYPE_TIME:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_UUID:
        return true;
    case UPSERT_TYPE_TEXT:
        return type->collation != UP_COLLATION_WORDS &&
               type->collation != UP_COLLATION_LETTERS;
    case UPSERT_TYPE_FLOAT:        /* but few of them have one */
    case UPSERT_TYPE_TIMESTAMP_TZ: /* without a zone it depends on the server */
    case UPSERT_TYPE_JSON:
    case UPSERT_TYPE_OTHER:
        break;
    }
    return false;
}

static up_normal number_normal(const up_value_type *type, up_cell cell,
                               up_buffer *normal)
{
    up_number number;
    if (!up_number_read(cell, &number) || !up_number_is_exact(&number, type))
        return UP_NORMAL_UNKNOWN;
    up_number_write(&number, normal);
    return UP_NORMAL_EXACT;
}

static up_normal time_normal(const up_value_type *type, up_cell cell,
                             up_buffer *normal)
{
    char text[UP_TIME_SIZE];
    size_t length = up_time_read(type, cell, text);
    if (length == 0)
        return UP_NORMAL_UNKNOWN;
    up_buffer_append(normal, text, length);
    return UP_NORMAL_EXACT;
}

bool up_value_compares(const up_value_type *type)
{
    return type->type != UPSERT_TYPE_OTHER && type->type != UPSERT_TYPE_JSON;
}

/* An empty cell may have no data. */
static up_cell with_data(up_cell cell)
{
    if (!cell.data)
        cell.data = "";
    return cell;
}

up_normal up_value_normal(const up_value_type *type, up_cell cell,
                          up_buffer *normal)
{
    cell = with_data(cell);
    if (!up_value_compares(type))
        return UP_NORMAL_UNKNOWN;
    if (type->affinity)
        return up_affinity_normal(type, cell, normal);
    switch (type->type) {
    case UPSERT_TYPE_INTEGER:
    case UPSERT_TYPE_DECIMAL:
    case UPSERT_TYPE_FLOAT:
        return number_normal(type, cell, normal);
    case UPSERT_TYPE_BOOLEAN:
        return up_boolean_normal(cell, normal);
    case UPSERT_TYPE_TEXT:
        return up_text_normal(type, cell, normal);
    case UPSERT_TYPE_BINARY:
        return up_binary_normal(type, cell, normal);
    case UPSERT_TYPE_DATE:
    case UPSERT_TYPE_TIME:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_TIMESTAMP_TZ:
        return time_normal(type, cell, normal);
    case UPSERT_TYPE_UUID:
        return up_uuid_normal(cell, normal);
    default:
        return UP_NORMAL_UNKNOWN;
    }
}

static bool compare_numbers(const up_value_type *type, up_cell a, up_cell b,
                            int *order)
{
    up_number x, y;
    if (!up_number_read(a, &x) || !up_number_is_exact(&x, type) ||
        !up_number_read(b, &y) || !up_number_is_exact(&y, type))
        return false;
    *order = up_number_order(&x, &y);
    return true;
}

static bool compare_times(const up_value_type *type, up_cell a, up_cell b,
                          int *order)
{
    char x[UP_TIME_SIZE] = "", y[UP_TIME_SIZE] = "";
    if (!up_time_read(type, a, x) || !up_time_read(type, b, y))
        return false;
    *order = strcmp(x, y);
    return true;
}

bool up_value_compare(const up_value_type *type, up_cell a, up_cell b,
                      int *order)
{
    a = with_data(a);
    b = with_data(b);
    if (!up_value_compares(type))
        return false;
    if (type->affinity)
        return up_affinity_compare(type, a, b, order);
    switch (type->type) {
    case UPSERT_TYPE_INTEGER:
    case UPSERT_TYPE_DECIMAL:
    case UPSERT_TYPE_FLOAT:
        return compare_numbers(type, a, b, order);
    case UPSERT_TYPE_DATE:
    case UPSERT_TYPE_TIME:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_TIMESTAMP_TZ:
        return compare_times(type, a, b, order);
    default:
        return false;
    }
}

/* A sum in SQLite is one of integers only while both are. */
static bool can_add(const up_value_type *type, const up_number *number)
{
    if (type->type == UPSERT_TYPE_INTEGER)
        return number->scale == 0 && up_number_is_int64(number);
    return type->type == UPSERT_TYPE_DECIMAL && !type->affinity &&
           up_number_is_exact(number, type);
}

bool up_value_add(const up_value_type *type, up_cell a, up_cell b,
                  up_buffer *sum)
{
    up_number x, y;
    if (type->rounds || !up_number_read(with_data(a), &x) ||
        !up_number_read(with_data(b), &y) || !can_add(type, &x) ||
        !can_add(type, &y))
        return false;
    size_t before = sum->length;
    if (!up_number_add(&x, &y, type->limit, type->digits, sum))
        return false;
    up_cell whole = {UP_CELL_TEXT, sum->data + before, sum->length - before};
    if (type->type != UPSERT_TYPE_INTEGER || sum->failed ||
        (up_number_read(whole, &x) && up_number_is_int64(&x)))
        return true;
    sum->length = before;
    return false;
}
