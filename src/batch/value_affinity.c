/* Values of SQLite's columns: a type is a preference. Source: SQLite, Datatypes
   In SQLite, 3 and 4. */
#include <string.h>

#include "base/ascii.h"
#include "batch/value_forms.h"

/* What a column makes of a cell, in the order in which they sort. */
typedef enum storage {
    STORED_NUMBER,
    STORED_TEXT,
    STORED_BLOB,
    STORED_UNKNOWN /* a number, of which no more is certain */
} storage;

enum {
    DOUBLE_DIGITS = 15, /* that a double keeps apart, in front of the point and
                           behind it together */
    DIGITS_MAXIMUM = 40 /* with zeros */
};

static bool has_numeric_affinity(const up_value_type *type)
{
    return type->type != UPSERT_TYPE_TEXT && type->type != UPSERT_TYPE_BINARY;
}

static const char *skip_digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

static up_cell without_blanks(up_cell cell)
{
    for (; cell.length && up_ascii_space(*cell.data); cell.data++)
        cell.length--;
    while (cell.length && up_ascii_space(cell.data[cell.length - 1]))
        cell.length--;
    return cell;
}

/* Whether a text begins as a number and goes on with nothing but an exponent,
   whole or not: all that SQLite of any version could take for a number. */
static bool looks_like_number(up_cell cell)
{
    const char *p = cell.data, *end = p + cell.length;
    if (p < end && (*p == '+' || *p == '-'))
        p++;
    const char *whole = p;
    p = skip_digits(p, end);
    size_t digits = (size_t)(p - whole);
    if (p < end && *p == '.') {
        const char *fraction = ++p;
        p = skip_digits(p, end);
        digits += (size_t)(p - fraction);
    }
    return digits && (p == end || *p == 'e' || *p == 'E');
}

/* Of a REAL column integers are doubles, too. */
static bool is_exact(const up_value_type *type, const up_number *number)
{
    size_t digits = number->whole_length + number->fraction_length;
    if (number->scale > DIGITS_MAXIMUM)
        return false;
    if (number->scale == 0 && type->type != UPSERT_TYPE_FLOAT)
        return up_number_is_int64(number);
    return digits <= DOUBLE_DIGITS;
}

/* The storage of a cell, and the number that it is. */
static storage store(const up_value_type *type, up_cell cell, up_number *number)
{
    if (cell.kind == UP_CELL_BYTES)
        return STORED_BLOB;
    if (!has_numeric_affinity(type))
        return STORED_TEXT;
    cell = without_blanks(cell);
    if (!looks_like_number(cell))
        return STORED_TEXT;
    return up_number_read(cell, number) && is_exact(type, number)
               ? STORED_NUMBER
               : STORED_UNKNOWN;
}

/* The forms of all texts of a column are exact, or none is. */
static up_normal text_normal(const up_value_type *type, up_cell cell,
                             up_buffer *normal)
{
    if (has_numeric_affinity(type) && type->collation == UP_COLLATION_WORDS)
        return UP_NORMAL_UNKNOWN;
    size_t before = normal->length;
    up_buffer_append(normal, "t", 1);
    up_normal form = up_text_normal(type, cell, normal);
    if (form == UP_NORMAL_UNKNOWN)
        normal->length = before;
    return form;
}

up_normal up_affinity_normal(const up_value_type *type, up_cell cell,
                             up_buffer *normal)
{
    up_number number;
    switch (store(type, cell, &number)) {
    case STORED_NUMBER:
        up_buffer_append(normal, "n", 1);
        up_number_write(&number, normal);
        return UP_NORMAL_EXACT;
    case STORED_TEXT:
        return text_normal(type, cell, normal);
    case STORED_BLOB:
        if (type->collation == UP_COLLATION_WORDS)
            return UP_NORMAL_UNKNOWN;
        up_buffer_append(normal, "b", 1);
        up_buffer_append(normal, cell.data, cell.length);
        return UP_NORMAL_EXACT;
    case STORED_UNKNOWN:
        break;
    }
    return UP_NORMAL_UNKNOWN;
}

/* A database in UTF-16 compares the bytes of that: the order is the same only
   of ASCII. */
static bool is_ascii(up_cell cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if ((unsigned char)cell.data[i] >= 0x80)
            return false;
    return true;
}

static int order_of_bytes(up_cell a, up_cell b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = memcmp(a.data, b.data, common);
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

bool up_affinity_compare(const up_value_type *type, up_cell a, up_cell b,
                         int *order)
{
    up_number x, y;
    storage as = store(type, a, &x);
    storage bs = store(type, b, &y);
    if (as == STORED_UNKNOWN || bs == STORED_UNKNOWN)
        return false;
    if (as != bs)
        *order = as < bs ? -1 : 1;
    else if (as == STORED_NUMBER)
        *order = up_number_order(&x, &y);
    else
        *order = order_of_bytes(a, b);
    return as != bs || as != STORED_TEXT ||
           (type->collation == UP_COLLATION_BYTES && is_ascii(a) &&
            is_ascii(b));
}
