#include "base/ascii.h"

#include <stdint.h>
#include <string.h>

enum { WORD_MAXIMUM = 63, SHOWN_MAXIMUM = 60 };

char up_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool up_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool up_ascii_equal_part(const char *a, size_t length, const char *b)
{
    if (strlen(b) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (up_ascii_lower(a[i]) != up_ascii_lower(b[i]))
            return false;
    return true;
}

bool up_ascii_equal(const char *a, const char *b)
{
    return up_ascii_equal_part(a, strlen(a), b);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return up_ascii_lower(a) == up_ascii_lower(b);
}

size_t up_ascii_distance(const char *a, size_t a_length, const char *b,
                         size_t b_length)
{
    if (a_length > WORD_MAXIMUM || b_length > WORD_MAXIMUM)
        return SIZE_MAX;
    size_t costs[3][WORD_MAXIMUM + 1]; /* of this row and the two before */
    for (size_t j = 0; j <= b_length; j++)
        costs[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = costs[i % 3];
        const size_t *above = costs[(i + 2) % 3];
        const size_t *before = costs[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t put_in = smaller(row[j - 1], above[j]) + 1;
            size_t replace = above[j - 1] + !same(a[i - 1], b[j - 1]);
            row[j] = smaller(put_in, replace);
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
                same(a[i - 2], b[j - 1]))
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
    }
    return costs[a_length % 3][b_length];
}

size_t up_ascii_slip(size_t length)
{
    return 1 + length / 4;
}

int up_ascii_shown(const char *text)
{
    size_t length = strlen(text);
    if (length <= SHOWN_MAXIMUM)
        return (int)length;
    length = SHOWN_MAXIMUM;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return (int)length;
}
