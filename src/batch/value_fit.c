#include "batch/value_fit.h"

#include <string.h>

#include "base/ascii.h"
#include "batch/value_forms.h"

/* -------------------------------------------------------------- the columns */

/* An integer type's name ends where its digits or its sign are told. */
static bool is_named(const char *name, const char *type)
{
    size_t length = strcspn(name, " (");
    return length == strlen(type) && up_ascii_equal_part(name, length, type);
}

static bool is_unsigned(const char *name)
{
    static const char WORD[] = "unsigned";
    for (; strlen(name) >= sizeof WORD - 1; name++)
        if (up_ascii_equal_part(name, sizeof WORD - 1, WORD))
            return true;
    return false;
}

static up_fit integer_fit(const char *name)
{
    static const struct {
        const char *name, *greatest, *least, *without_sign;
    } TYPES[] = {
        {"tinyint", "127", "128", "255"},
        {"smallint", "32767", "32768", "65535"},
        {"mediumint", "8388607", "8388608", "16777215"},
        {"int", "2147483647", "2147483648", "4294967295"},
        {"integer", "2147483647", "2147483648", "4294967295"},
        {"bigint", "9223372036854775807", "9223372036854775808",
         "18446744073709551615"},
    };
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (is_named(name, TYPES[i].name)) {
            bool sign = !is_unsigned(name);
            return (up_fit){
                .kind = UP_FIT_NUMBER,
                .greatest = sign ? TYPES[i].greatest : TYPES[i].without_sign,
                .least = sign ? TYPES[i].least : "",
                .most = sign ? strlen(TYPES[i].greatest) : 0,
            };
        }
    return (up_fit){0};
}

/* Of a decimal without precision, or without a digit in front of its point,
   nothing is certain. */
static up_fit decimal_fit(const up_value_type *type)
{
    if (type->rounds || !type->digits)
        return (up_fit){0};
    return (up_fit){.kind = UP_FIT_NUMBER, .most = type->digits};
}

static up_fit text_fit(const up_value_type *type)
{
    if (type->limit == UP_VALUE_UNLIMITED)
        return (up_fit){0};
    return (up_fit){.kind = UP_FIT_TEXT, .most = type->limit};
}

up_fit up_fit_of(const upsert_dialect *dialect, const up_value_type *type,
                 const char *type_name)
{
    if (dialect->evidence != UPSERT_RUN_ON_A_SERVER || type->affinity)
        return (up_fit){0};
    switch (type->type) {
    case UPSERT_TYPE_INTEGER:
    case UPSERT_TYPE_BOOLEAN: /* MySQL's is a tinyint */
        return integer_fit(type_name);
    case UPSERT_TYPE_DECIMAL:
        return decimal_fit(type);
    case UPSERT_TYPE_TEXT:
        return text_fit(type);
    case UPSERT_TYPE_DATE:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_TIMESTAMP_TZ:
        /* MySQL may be told to take days such as the 0th and the 31st in every
           month. */
        return (up_fit){.kind = UP_FIT_DATE,
                        .days =
                            dialect->render != upsert_render_on_duplicate_key};
    default:
        return (up_fit){0};
    }
}

/* --------------------------------------------------------------- the values */

static bool is_beyond(const up_number *number, const char *limit)
{
    size_t length = strlen(limit);
    return number->whole_length > length ||
           (number->whole_length == length &&
            memcmp(number->whole, limit, length) > 0);
}

/* What an integer column makes of a fraction the database knows. */
static bool fits_number(const up_fit *fit, up_cell cell)
{
    up_number number;
    if (cell.length < fit->most || !up_number_read(cell, &number))
        return true;
    if (!fit->greatest)
        return number.whole_length <= fit->most;
    return number.scale > 0 ||
           !is_beyond(&number, number.minus ? fit->least : fit->greatest);
}

/* Spaces that are too many at the end are cut by most databases. */
static bool fits_text(const up_fit *fit, up_cell cell)
{
    size_t length = cell.length, characters = 0;
    if (length <= fit->most)
        return true;
    while (length && cell.data[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < length && characters <= fit->most; i++)
        characters += ((unsigned char)cell.data[i] & 0xC0) != 0x80;
    return characters <= fit->most;
}

/* Whether a text is YYYY-MM-DD, and a time behind it without letters, which may
   say more than that. */
static bool is_plain_date(up_cell cell)
{
    static const char FORM[] = "dddd-dd-dd";
    size_t length = sizeof FORM - 1;
    if (cell.length < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = cell.data[i];
        if (FORM[i] == 'd' ? c < '0' || c > '9' : c != FORM[i])
            return false;
    }
    if (cell.length > length && cell.data[length] != ' ' &&
        cell.data[length] != 'T')
        return false;
    for (size_t i = length + 1; i < cell.length; i++)
        if (!strchr("0123456789:.+-", cell.data[i]))
            return false;
    return true;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

static bool fits_date(const up_fit *fit, up_cell cell)
{
    if (!is_plain_date(cell))
        return true;
    int year = two_digits(cell.data) * 100 + two_digits(cell.data + 2);
    int month = two_digits(cell.data + 5), day = two_digits(cell.data + 8);
    if (month > 12 || day > 31)
        return false;
    if (!fit->days || year == 0)
        return true;
    return month > 0 && day > 0 && day <= up_days_of_month(year, month);
}

const up_misfit *up_fit_misfit(const up_fit *fit, up_cell cell)
{
    static const up_misfit NUMBER = {"22003",
                                     "the number does not fit the column"};
    static const up_misfit TEXT = {"22001",
                                   "the text is too long for the column"};
    static const up_misfit DATE = {"22008", "there is no such date"};
    if (cell.kind != UP_CELL_TEXT)
        return NULL;
    switch (fit->kind) {
    case UP_FIT_NUMBER:
        return fits_number(fit, cell) ? NULL : &NUMBER;
    case UP_FIT_TEXT:
        return fits_text(fit, cell) ? NULL : &TEXT;
    case UP_FIT_DATE:
        return fits_date(fit, cell) ? NULL : &DATE;
    default:
        return NULL;
    }
}
