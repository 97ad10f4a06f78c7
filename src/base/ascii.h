/* Words of the program's own language: ASCII, whatever the locale. */
#ifndef UP_BASE_ASCII_H
#define UP_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

char up_ascii_lower(char c);

/** Space, tab, line feed, carriage return, vertical tab, form feed. */
bool up_ascii_space(char c);

/** Whether two words are the same, regardless of case. */
bool up_ascii_equal(const char *a, const char *b);

/** Whether the first `length` bytes of `a` are the word `b`, regardless of
    case. */
bool up_ascii_equal_part(const char *a, size_t length, const char *b);

/**
 * How many letters must be put in, dropped, replaced or swapped with their
 * neighbour to make one word of the other, regardless of case.
 * @return SIZE_MAX when a word is longer than 63 bytes.
 */
size_t up_ascii_distance(const char *a, size_t a_length, const char *b,
                         size_t b_length);

/** The distance up to which a word of `length` letters is a slip. */
size_t up_ascii_slip(size_t length);

/** Bytes of a UTF-8 text that a message repeats: whole characters, and not
    many. For printf's "%.*s". */
int up_ascii_shown(const char *text);

#endif
