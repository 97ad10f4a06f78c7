#include <string.h>

#include "batch/value_forms.h"

enum {
    FLOAT_DIGITS = 6, /* that a float of 32 bits keeps apart */
    FLOAT_PLACES = 30,
    SUM_MAXIMUM = 200
};

static size_t digits_at(const char *at, const char *end)
{
    const char *p = at;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return (size_t)(p - at);
}

bool up_number_read(up_cell cell, up_number *number)
{
    const char *p = cell.data;
    const char *end = p + cell.length;
    *number = (up_number){.minus = p < end && *p == '-'};
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    size_t length = digits_at(p, end);
    if (cell.kind != UP_CELL_TEXT || length == 0)
        return false;
    number->whole = p;
    number->whole_length = length;
    for (; number->whole_length && *number->whole == '0'; number->whole++)
        number->whole_length--;
    p += length;
    if (p == end)
        return true;
    number->fraction = p + 1;
    number->scale = digits_at(p + 1, end);
    if (*p != '.' || number->scale == 0 || p + 1 + number->scale != end)
        return false;
    number->fraction_length = number->scale;
    while (number->fraction_length &&
           number->fraction[number->fraction_length - 1] == '0')
        number->fraction_length--;
    return true;
}

bool up_number_is_zero(const up_number *number)
{
    return number->whole_length == 0 && number->fraction_length == 0;
}

static bool is_negative(const up_number *number)
{
    return number->minus && !up_number_is_zero(number);
}

bool up_number_is_int64(const up_number *number)
{
    static const char GREATEST[] = "9223372036854775807";
    static const char LEAST[] = "9223372036854775808";
    if (number->whole_length > 19)
        return false;
    return number->whole_length < 19 ||
           memcmp(number->whole, number->minus ? LEAST : GREATEST, 19) <= 0;
}

/* Digits from the first that is not 0 to the last. */
static size_t significant_digits(const up_number *number)
{
    size_t count = number->whole_length + number->fraction_length;
    size_t i = 0;
    if (number->fraction_length == 0)
        for (; count && number->whole[count - 1] == '0';)
            count--;
    if (number->whole_length == 0)
        for (; i < number->fraction_length && number->fraction[i] == '0'; i++)
            count--;
    return count;
}

/* MySQL keeps apart 0 and -0. */
static bool is_exact_float(const up_number *number)
{
    return number->whole_length <= FLOAT_PLACES &&
           number->fraction_length <= FLOAT_PLACES &&
           significant_digits(number) <= FLOAT_DIGITS &&
           !(number->minus && up_number_is_zero(number));
}

bool up_number_is_exact(const up_number *number, const up_value_type *type)
{
    switch (type->type) {
    case UPSERT_TYPE_INTEGER:
        return number->scale == 0;
    case UPSERT_TYPE_DECIMAL:
        return number->fraction_length <= type->limit &&
               (type->digits == 0 || number->whole_length <= type->digits);
    default:
        return is_exact_float(number);
    }
}

void up_number_write(const up_number *number, up_buffer *text)
{
    if (is_negative(number))
        up_buffer_append(text, "-", 1);
    if (number->whole_length)
        up_buffer_append(text, number->whole, number->whole_length);
    else
        up_buffer_append(text, "0", 1);
    if (number->fraction_length == 0)
        return;
    up_buffer_append(text, ".", 1);
    up_buffer_append(text, number->fraction, number->fraction_length);
}

static int order_of_bytes(const char *a, size_t a_length, const char *b,
                          size_t b_length)
{
    size_t common = a_length < b_length ? a_length : b_length;
    int order = common ? memcmp(a, b, common) : 0;
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

static int order_of_magnitudes(const up_number *a, const up_number *b)
{
    if (a->whole_length != b->whole_length)
        return a->whole_length < b->whole_length ? -1 : 1;
    int order =
        order_of_bytes(a->whole, a->whole_length, b->whole, b->whole_length);
    return order ? order
                 : order_of_bytes(a->fraction, a->fraction_length, b->fraction,
                                  b->fraction_length);
}

int up_number_order(const up_number *a, const up_number *b)
{
    if (is_negative(a) != is_negative(b))
        return is_negative(a) ? -1 : 1;
    return is_negative(a) ? order_of_magnitudes(b, a)
                          : order_of_magnitudes(a, b);
}

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The digit that stands `place` digits left of the last of `scale` digits
   behind the point. */
static int digit_of(const up_number *number, size_t place, size_t scale)
{
    if (place >= scale) {
        place -= scale;
        return place < number->whole_length
                   ? number->whole[number->whole_length - 1 - place] - '0'
                   : 0;
    }
    size_t index = scale - 1 - place;
    return index < number->fraction_length ? number->fraction[index] - '0' : 0;
}

/* Write the digits of a + b, last first, from the end of `text` on. @return
   the first digit, of which there is one in front of the point at least. */
static char *add_digits(const up_number *a, const up_number *b, size_t scale,
                        char text[SUM_MAXIMUM])
{
    size_t places = greater(a->whole_length, b->whole_length) + scale;
    char *p = text + SUM_MAXIMUM;
    int carry = 0;
    for (size_t i = 0; i < places || i <= scale || carry; i++) {
        if (i == scale && scale)
            *--p = '.';
        int sum = digit_of(a, i, scale) + digit_of(b, i, scale) + carry;
        *--p = (char)('0' + sum % 10);
        carry = sum / 10;
    }
    return p;
}

bool up_number_add(const up_number *a, const up_number *b, size_t scale,
                   size_t digits, up_buffer *sum)
{
    char text[SUM_MAXIMUM];
    size_t written = greater(a->scale, b->scale);
    if (written < scale)
        scale = written;
    if (greater(a->whole_length, b->whole_length) > SUM_MAXIMUM / 2 - 4 ||
        scale > SUM_MAXIMUM / 2)
        return false;
    if (is_negative(a) != is_negative(b) && !up_number_is_zero(a) &&
        !up_number_is_zero(b))
        return false;
    const char *p = add_digits(a, b, scale, text);
    size_t length = (size_t)(text + SUM_MAXIMUM - p);
    size_t whole = length - (scale ? scale + 1 : 0);
    if (digits && whole > digits)
        return false;
    if (is_negative(a) || is_negative(b))
        up_buffer_append(sum, "-", 1);
    up_buffer_append(sum, p, length);
    return true;
}
