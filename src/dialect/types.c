#include "dialect/types.h"

#include <string.h>

#include "base/ascii.h"

/* The first that fits counts. Whether a word ends is looked at: "int" is not
   "interval", nor "date" "daterange". */
static const upsert_type_name COMMON[] = {
    {"bit varying", UPSERT_TYPE_OTHER},
    {"bit(", UPSERT_TYPE_OTHER}, /* a string of bits */
    {"bool", UPSERT_TYPE_BOOLEAN},
    {"boolean", UPSERT_TYPE_BOOLEAN},
    {"bit", UPSERT_TYPE_BOOLEAN},
    {"tinyint", UPSERT_TYPE_INTEGER},
    {"smallint", UPSERT_TYPE_INTEGER},
    {"mediumint", UPSERT_TYPE_INTEGER},
    {"int", UPSERT_TYPE_INTEGER},
    {"int2", UPSERT_TYPE_INTEGER},
    {"int4", UPSERT_TYPE_INTEGER},
    {"int8", UPSERT_TYPE_INTEGER},
    {"int64", UPSERT_TYPE_INTEGER},
    {"int128", UPSERT_TYPE_INTEGER},
    {"integer", UPSERT_TYPE_INTEGER},
    {"bigint", UPSERT_TYPE_INTEGER},
    {"hugeint", UPSERT_TYPE_INTEGER},
    {"byteint", UPSERT_TYPE_INTEGER},
    {"utinyint", UPSERT_TYPE_INTEGER},
    {"usmallint", UPSERT_TYPE_INTEGER},
    {"uinteger", UPSERT_TYPE_INTEGER},
    {"ubigint", UPSERT_TYPE_INTEGER},
    {"dec", UPSERT_TYPE_DECIMAL},
    {"decimal", UPSERT_TYPE_DECIMAL},
    {"decfloat", UPSERT_TYPE_DECIMAL},
    {"smalldecimal", UPSERT_TYPE_DECIMAL},
    {"numeric", UPSERT_TYPE_DECIMAL},
    {"number", UPSERT_TYPE_DECIMAL},
    {"money", UPSERT_TYPE_DECIMAL},
    {"smallmoney", UPSERT_TYPE_DECIMAL},
    {"real", UPSERT_TYPE_FLOAT},
    {"float", UPSERT_TYPE_FLOAT},
    {"float4", UPSERT_TYPE_FLOAT},
    {"float8", UPSERT_TYPE_FLOAT},
    {"double", UPSERT_TYPE_FLOAT},
    {"binary_float", UPSERT_TYPE_FLOAT},
    {"binary_double", UPSERT_TYPE_FLOAT},
    {"char", UPSERT_TYPE_TEXT},
    {"character", UPSERT_TYPE_TEXT},
    {"national", UPSERT_TYPE_TEXT},
    {"nchar", UPSERT_TYPE_TEXT},
    {"varchar", UPSERT_TYPE_TEXT},
    {"varchar2", UPSERT_TYPE_TEXT},
    {"varchar_ignorecase", UPSERT_TYPE_TEXT},
    {"nvarchar", UPSERT_TYPE_TEXT},
    {"nvarchar2", UPSERT_TYPE_TEXT},
    {"alphanum", UPSERT_TYPE_TEXT},
    {"shorttext", UPSERT_TYPE_TEXT},
    {"bpchar", UPSERT_TYPE_TEXT},
    {"text", UPSERT_TYPE_TEXT},
    {"tinytext", UPSERT_TYPE_TEXT},
    {"mediumtext", UPSERT_TYPE_TEXT},
    {"longtext", UPSERT_TYPE_TEXT},
    {"ntext", UPSERT_TYPE_TEXT},
    {"string", UPSERT_TYPE_TEXT},
    {"clob", UPSERT_TYPE_TEXT},
    {"nclob", UPSERT_TYPE_TEXT},
    {"dbclob", UPSERT_TYPE_TEXT},
    {"graphic", UPSERT_TYPE_TEXT},
    {"vargraphic", UPSERT_TYPE_TEXT},
    {"long varchar", UPSERT_TYPE_TEXT},
    {"long varbinary", UPSERT_TYPE_BINARY},
    {"enum", UPSERT_TYPE_TEXT},
    {"binary", UPSERT_TYPE_BINARY},
    {"varbinary", UPSERT_TYPE_BINARY},
    {"varbyte", UPSERT_TYPE_BINARY},
    {"byte", UPSERT_TYPE_BINARY},
    {"bytea", UPSERT_TYPE_BINARY},
    {"blob", UPSERT_TYPE_BINARY},
    {"raw", UPSERT_TYPE_BINARY},
    {"long raw", UPSERT_TYPE_BINARY},
    {"image", UPSERT_TYPE_BINARY},
    {"date", UPSERT_TYPE_DATE},
    {"time", UPSERT_TYPE_TIME},
    {"timestamptz", UPSERT_TYPE_TIMESTAMP_TZ},
    {"timestamp_tz", UPSERT_TYPE_TIMESTAMP_TZ},
    {"timestamp_ltz", UPSERT_TYPE_TIMESTAMP_TZ},
    {"datetimeoffset", UPSERT_TYPE_TIMESTAMP_TZ},
    {"timestamp", UPSERT_TYPE_TIMESTAMP},
    {"timestamp_ntz", UPSERT_TYPE_TIMESTAMP},
    {"datetime", UPSERT_TYPE_TIMESTAMP},
    {"datetime2", UPSERT_TYPE_TIMESTAMP},
    {"smalldatetime", UPSERT_TYPE_TIMESTAMP},
    {"seconddate", UPSERT_TYPE_TIMESTAMP},
    {"uuid", UPSERT_TYPE_UUID},
    {"uniqueidentifier", UPSERT_TYPE_UUID},
    {"json", UPSERT_TYPE_JSON},
    {"jsonb", UPSERT_TYPE_JSON},
    {NULL, UPSERT_TYPE_OTHER},
};

static bool is_word(char c)
{
    c = up_ascii_lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

bool up_type_begins(const char *name, const char *beginning)
{
    size_t length = strlen(beginning);
    return strnlen(name, length) == length &&
           up_ascii_equal_part(name, length, beginning) &&
           !(length && is_word(beginning[length - 1]) && is_word(name[length]));
}

static const upsert_type_name *find(const upsert_type_name *types,
                                    const char *name)
{
    for (; types && types->beginning; types++)
        if (up_type_begins(name, types->beginning))
            return types;
    return NULL;
}

/* Whether some words stand in a name, which may have a length among them:
   TIMESTAMP(6) WITH TIME ZONE. */
static bool holds(const char *name, const char *words)
{
    for (; *name; name++)
        if (up_type_begins(name, words))
            return true;
    return false;
}

static bool is_array(const char *name)
{
    size_t length = strlen(name);
    return (length && name[length - 1] == ']') || holds(name, " array");
}

upsert_type upsert_type_of_name(const char *type_name)
{
    const upsert_type_name *found = find(COMMON, type_name);
    if (!found || is_array(type_name))
        return UPSERT_TYPE_OTHER;
    if (found->type == UPSERT_TYPE_TIMESTAMP &&
        (holds(type_name, " with time zone") ||
         holds(type_name, " with local time zone")))
        return UPSERT_TYPE_TIMESTAMP_TZ;
    if (found->type == UPSERT_TYPE_TEXT &&
        (holds(type_name, " for bit data") ||
         holds(type_name, " character set octets")))
        return UPSERT_TYPE_BINARY;
    if (found->type == UPSERT_TYPE_BINARY && holds(type_name, " sub_type text"))
        return UPSERT_TYPE_TEXT;
    return found->type;
}

upsert_type up_type_of(const upsert_dialect *dialect, const char *type_name)
{
    const upsert_type_name *found = find(dialect->types, type_name);
    if (found)
        return found->type;
    return dialect->type_of ? dialect->type_of(type_name)
                            : upsert_type_of_name(type_name);
}
