/* What a type's name and a collation's say of how values compare. */
#include <string.h>

#include "base/ascii.h"
#include "batch/value.h"

enum {
    /* Of a decimal without precision and scale: there may be a scale of 0
       behind it, or a number that floats and has about 30 digits. */
    BARE_DIGITS = 18,
    FLOAT_BITS = 24 /* of a float whose name says how many it has */
};

static bool is_word(char c)
{
    c = up_ascii_lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool begins(const char *name, const char *word)
{
    size_t length = strlen(word);
    return strnlen(name, length) == length &&
           up_ascii_equal_part(name, length, word) && !is_word(name[length]);
}

static bool begins_with_one(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (begins(name, *words))
            return true;
    return false;
}

/* Whether some text stands in a name. */
static bool holds(const char *name, const char *text)
{
    size_t length = strlen(text);
    for (; strnlen(name, length) == length; name++)
        if (up_ascii_equal_part(name, length, text))
            return true;
    return false;
}

/* ------------------------------------------------- what is in parentheses */

static const char *skip_spaces(const char *p)
{
    while (*p == ' ')
        p++;
    return p;
}

/* A number of at most 9 digits, or `*`, which stands for `all`. @return what
   is behind it; NULL when there is none. */
static const char *read_size(const char *p, size_t all, size_t *size)
{
    const char *begin = p = skip_spaces(p);
    *size = 0;
    if (*p == '*') {
        *size = all;
        return skip_spaces(p + 1);
    }
    for (; *p >= '0' && *p <= '9' && p - begin < 9; p++)
        *size = *size * 10 + (size_t)(*p - '0');
    return p > begin ? skip_spaces(p) : NULL;
}

/* The first number in parentheses: of varchar(20), varchar(20 octets). */
static size_t first_size(const char *name, size_t otherwise)
{
    size_t size;
    const char *open = strchr(name, '(');
    return open && read_size(open + 1, otherwise, &size) ? size : otherwise;
}

/* (p) or (p, s), of which s is 0 when it is left out. @return false for
   anything else. */
static bool read_precision(const char *open, size_t *precision, size_t *scale)
{
    const char *p = read_size(open + 1, 38, precision);
    *scale = 0;
    if (p && *p == ',')
        p = read_size(p + 1, 0, scale);
    return p && *p == ')';
}

/* ---------------------------------------------------------------- numbers */

static up_value_type opaque(up_value_type type)
{
    type.type = UPSERT_TYPE_OTHER;
    return type;
}

/* The digits that every integer type of that name in any database has room
   for. */
static up_value_type integer_type(up_value_type type, const char *name)
{
    static const struct {
        const char *name;
        size_t digits;
    } TYPES[] = {
        {"smallint", 4},  {"int2", 4},   {"mediumint", 6}, {"int", 9},
        {"integer", 9},   {"int4", 9},   {"uinteger", 9},  {"bigint", 18},
        {"ubigint", 18},  {"int64", 18}, {"int128", 18},   {"hugeint", 18},
        {"usmallint", 4},
    };
    type.type = UPSERT_TYPE_INTEGER;
    type.digits = 2;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (begins(name, TYPES[i].name))
            type.digits = TYPES[i].digits;
    /* Of two digits it makes four. */
    return begins(name, "year") ? opaque(type) : type;
}

/* PostgreSQL alone, of the databases that are known from a server, has a
   decimal without any limit, and names it so. */
static bool is_unlimited(const upsert_dialect *dialect, const char *name)
{
    return strcmp(name, "numeric") == 0 &&
           dialect->evidence == UPSERT_RUN_ON_A_SERVER;
}

static up_value_type decimal_type(up_value_type type,
                                  const upsert_dialect *dialect,
                                  const char *name)
{
    static const char *const EXACT[] = {"numeric", "decimal", "dec", "number",
                                        NULL};
    size_t precision, scale;
    const char *open = strchr(name, '(');
    if (!begins_with_one(name, EXACT))
        return opaque(type);
    if (!open && is_unlimited(dialect, name))
        return type;
    type.limit = 0;
    type.digits = BARE_DIGITS;
    type.rounds = !open;
    if (!open)
        return type;
    if (!read_precision(open, &precision, &scale))
        return opaque(type);
    type.limit = scale;
    type.digits = precision > scale ? precision - scale : 0;
    type.rounds = type.digits == 0; /* 0.9 + 0.9 does not fit */
    return type;
}

/* With two numbers it rounds to a number of digits; with one it may have fewer
   bits than any other. */
static up_value_type float_type(up_value_type type, const char *name)
{
    type.rounds = true;
    return strchr(name, ',') || first_size(name, FLOAT_BITS) < FLOAT_BITS
               ? opaque(type)
               : type;
}

/* MySQL's BOOLEAN is a number. */
static up_value_type boolean_type(up_value_type type, const char *name)
{
    return begins(name, "tinyint") ? integer_type(type, name) : type;
}

/* ------------------------------------------------------------------ times */

/* SQL Server's datetime rounds to 1/300 s and smalldatetime to minutes, and
   they read dates as the language of the session has it. */
static bool is_old_datetime(const upsert_dialect *dialect, const char *name)
{
    return begins(name, "smalldatetime") ||
           (begins(name, "datetime") && dialect->fraction_digits > 0);
}

static up_value_type time_type(up_value_type type,
                               const upsert_dialect *dialect, const char *name)
{
    type.limit = first_size(name, dialect->fraction_digits);
    if (begins(name, "date") || begins(name, "seconddate"))
        type.limit = 0;
    bool zoned = begins(name, "timetz") || holds(name, "with time zone");
    if ((type.type == UPSERT_TYPE_TIME && zoned) ||
        is_old_datetime(dialect, name))
        return opaque(type);
    return type;
}

/* ------------------------------------------------------------------ texts */

/* A text of a fixed length, of which spaces at the end may count or not. */
static bool is_fixed_text(const char *name)
{
    static const char *const FIXED[] = {"char",     "character", "nchar",
                                        "national", "graphic",   NULL};
    return begins_with_one(name, FIXED) && !holds(name, "var");
}

/* The collations of MySQL and MariaDB that were seen to take no ASCII texts
   for equal but by letters and spaces at the end. Others take ~ for y, or m
   for n, or ch for c. */
static bool is_known_to_mysql(const char *collation)
{
    static const char *const CHARSETS[] = {"utf", "uca", "ucs2", "latin",
                                           "ascii"};
    for (size_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++)
        if (up_ascii_equal_part(collation,
                                strnlen(collation, strlen(CHARSETS[i])),
                                CHARSETS[i]))
            return !holds(collation, "lithuanian");
    return false;
}

static up_value_type mysql_text_type(up_value_type type, const char *collation)
{
    type.collation = holds(collation, "_hu_") || holds(collation, "hungarian")
                         ? UP_COLLATION_WORDS
                         : UP_COLLATION_LETTERS;
    return is_known_to_mysql(collation) ? type : opaque(type);
}

/* An empty name says that texts are compared byte by byte; but not of a
   database that was not asked, and not of texts that may be padded. */
static up_value_type text_type(up_value_type type,
                               const upsert_dialect *dialect, const char *name,
                               const char *collation)
{
    if (begins(name, "enum")) /* which its values' numbers stand for, too */
        return opaque(type);
    type.limit = first_size(name, UP_VALUE_UNLIMITED);
    type.collation = UP_COLLATION_WORDS;
    if (!dialect->columns_query)
        return type;
    if (!*collation)
        type.collation =
            is_fixed_text(name) ? UP_COLLATION_WORDS : UP_COLLATION_BYTES;
    else if (up_ascii_equal(collation, "padded"))
        type.collation = UP_COLLATION_PADDED;
    else if (up_ascii_equal(collation, "ignore case"))
        type.collation = UP_COLLATION_LETTERS;
    else if (dialect->render == upsert_render_on_duplicate_key)
        return mysql_text_type(type, collation);
    return type;
}

/* The collation says how values of several lengths compare: PADDED, there are
   none; WORDS, as is not known of this database. */
static up_value_type binary_type(up_value_type type,
                                 const upsert_dialect *dialect,
                                 const char *name, const char *collation)
{
    bool fixed = (begins(name, "binary") || is_fixed_text(name) ||
                  up_ascii_equal(collation, "padded")) &&
                 !holds(name, "var");
    type.limit = first_size(name, UP_VALUE_UNLIMITED);
    if (fixed)
        type.collation = UP_COLLATION_PADDED;
    else if (dialect->evidence != UPSERT_RUN_ON_A_SERVER)
        type.collation = UP_COLLATION_WORDS;
    return type;
}

/* A type that is ANY is none in a STRICT table. */
static up_value_type affinity_type(up_value_type type, const char *name,
                                   const char *collation)
{
    type.affinity = true;
    if (up_ascii_equal(name, "any"))
        return opaque(type);
    if (!*collation || up_ascii_equal(collation, "BINARY"))
        type.collation = UP_COLLATION_BYTES;
    else if (up_ascii_equal(collation, "NOCASE"))
        type.collation = UP_COLLATION_NOCASE;
    else if (up_ascii_equal(collation, "RTRIM"))
        type.collation = UP_COLLATION_PADDED;
    else
        type.collation = UP_COLLATION_WORDS;
    return type;
}

up_value_type up_value_type_of(const upsert_dialect *dialect, upsert_type type,
                               const char *type_name, const char *collation)
{
    up_value_type t = {.type = type, .limit = UP_VALUE_UNLIMITED};
    if (dialect->types_are_affinities)
        return affinity_type(t, type_name, collation);
    switch (type) {
    case UPSERT_TYPE_INTEGER:
        return integer_type(t, type_name);
    case UPSERT_TYPE_DECIMAL:
        return decimal_type(t, dialect, type_name);
    case UPSERT_TYPE_FLOAT:
        return float_type(t, type_name);
    case UPSERT_TYPE_BOOLEAN:
        return boolean_type(t, type_name);
    case UPSERT_TYPE_TEXT:
        return text_type(t, dialect, type_name, collation);
    case UPSERT_TYPE_BINARY:
        return binary_type(t, dialect, type_name, collation);
    case UPSERT_TYPE_DATE:
    case UPSERT_TYPE_TIME:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_TIMESTAMP_TZ:
        return time_type(t, dialect, type_name);
    default:
        return t;
    }
}
