#include <string.h>

#include "base/ascii.h"
#include "batch/value_forms.h"

enum { CHUNK = 64, UUID_DIGITS = 32 };

/* A text that is made character by character, in few appends. */
typedef struct writer {
    up_buffer *buffer;
    size_t length;
    char chunk[CHUNK];
} writer;

static void flush(writer *w)
{
    up_buffer_append(w->buffer, w->chunk, w->length);
    w->length = 0;
}

static void write_char(writer *w, char c)
{
    if (w->length == CHUNK)
        flush(w);
    w->chunk[w->length++] = c;
}

/* ----------------------------------------------------------- byte by byte */

static size_t without_spaces(up_cell cell)
{
    size_t length = cell.length;
    while (length && cell.data[length - 1] == ' ')
        length--;
    return length;
}

static up_normal write_lower(up_cell cell, up_buffer *normal)
{
    writer w = {.buffer = normal};
    for (size_t i = 0; i < cell.length; i++)
        write_char(&w, up_ascii_lower(cell.data[i]));
    flush(&w);
    return UP_NORMAL_EXACT;
}

/* ------------------------------------------------------ as people compare */

/* Control characters count in no collation, or nearly. */
static bool is_plain(up_cell cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if (cell.data[i] < ' ' || cell.data[i] > '~')
            return false;
    return true;
}

/* A letter as the coarsest collation of any language sees it: Lithuanian and
   Latvian take i and y for one, Latin i and j, and u and v, Swedish and
   Estonian v and w, Kalaallisut q and k'. */
static char folded(char c)
{
    c = up_ascii_lower(c);
    switch (c) {
    case 'j':
    case 'y':
        return 'i';
    case 'v':
    case 'w':
        return 'u';
    case 'q':
        return 'k';
    default:
        return c;
    }
}

static void write_letters(up_cell cell, writer *w)
{
    size_t length = without_spaces(cell);
    for (size_t i = 0; i < length; i++)
        write_char(w, folded(cell.data[i]));
}

/* What is left of a text when all goes that does not count somewhere. There
   are collations for which punctuation does not, so that 1-01 is 101, and
   others for which zeros in front of a number do not, so that 1-01 is 1-1.
   Hungarian takes ccs for cscs, ssz for szsz, ggy for gygy and so on, which
   are the same without s, z and y; Lithuanian takes ch for c. */
static void write_words(up_cell cell, writer *w)
{
    for (size_t i = 0; i < cell.length; i++) {
        char c = folded(cell.data[i]);
        if ((c >= 'a' && c <= 'z' && !strchr("hisz", c)) ||
            (c >= '1' && c <= '9'))
            write_char(w, c);
    }
}

static up_normal write_coarse(up_cell cell, up_buffer *normal,
                              void (*write)(up_cell, writer *))
{
    if (!is_plain(cell))
        return UP_NORMAL_UNKNOWN;
    writer w = {.buffer = normal};
    write(cell, &w);
    flush(&w);
    return UP_NORMAL_COARSE;
}

/* Databases cut spaces that do not fit in silence. With a zero byte a text may
   end, or its comparison: SQLite's NOCASE looks no further. */
up_normal up_text_normal(const up_value_type *type, up_cell cell,
                         up_buffer *normal)
{
    if (cell.kind != UP_CELL_TEXT || cell.length > type->limit ||
        memchr(cell.data, '\0', cell.length))
        return UP_NORMAL_UNKNOWN;
    switch (type->collation) {
    case UP_COLLATION_BYTES:
        up_buffer_append(normal, cell.data, cell.length);
        return UP_NORMAL_EXACT;
    case UP_COLLATION_NOCASE:
        return write_lower(cell, normal);
    case UP_COLLATION_PADDED:
        up_buffer_append(normal, cell.data, without_spaces(cell));
        return UP_NORMAL_EXACT;
    case UP_COLLATION_LETTERS:
        return write_coarse(cell, normal, write_letters);
    case UP_COLLATION_WORDS:
        return write_coarse(cell, normal, write_words);
    }
    return UP_NORMAL_UNKNOWN;
}

/* ------------------------------------------------------------ other kinds */

/* Of a type of one length, which is padded, a value that is shorter is another
   one by the time it is stored; elsewhere zeros at the end may not count. */
up_normal up_binary_normal(const up_value_type *type, up_cell cell,
                           up_buffer *normal)
{
    if (cell.kind != UP_CELL_BYTES || cell.length > type->limit)
        return UP_NORMAL_UNKNOWN;
    if (type->collation == UP_COLLATION_PADDED && cell.length != type->limit)
        return UP_NORMAL_UNKNOWN;
    if (type->collation == UP_COLLATION_WORDS && cell.length &&
        cell.data[cell.length - 1] == '\0')
        return UP_NORMAL_UNKNOWN;
    up_buffer_append(normal, cell.data, cell.length);
    return UP_NORMAL_EXACT;
}

up_normal up_boolean_normal(up_cell cell, up_buffer *normal)
{
    static const char *const WORDS[] = {"0", "f", "false", "1", "t", "true"};
    if (cell.kind != UP_CELL_TEXT)
        return UP_NORMAL_UNKNOWN;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (up_ascii_equal_part(cell.data, cell.length, WORDS[i])) {
            up_buffer_append(normal, i < 3 ? "0" : "1", 1);
            return UP_NORMAL_EXACT;
        }
    return UP_NORMAL_UNKNOWN;
}

static bool is_hexadecimal(char c)
{
    c = up_ascii_lower(c);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* Hyphens at all of the usual places, or nowhere. */
up_normal up_uuid_normal(up_cell cell, up_buffer *normal)
{
    char digits[UUID_DIGITS];
    size_t count = 0, hyphens = 0;
    if (cell.kind == UP_CELL_TEXT && cell.length >= 2 && cell.data[0] == '{' &&
        cell.data[cell.length - 1] == '}') {
        cell.data++;
        cell.length -= 2;
    }
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.data[i];
        if (c == '-' && (i == 8 || i == 13 || i == 18 || i == 23))
            hyphens++;
        else if (is_hexadecimal(c) && count < UUID_DIGITS)
            digits[count++] = up_ascii_lower(c);
        else
            return UP_NORMAL_UNKNOWN;
    }
    if (cell.kind != UP_CELL_TEXT || count != UUID_DIGITS ||
        (hyphens && hyphens != 4))
        return UP_NORMAL_UNKNOWN;
    up_buffer_append(normal, digits, UUID_DIGITS);
    return UP_NORMAL_EXACT;
}
