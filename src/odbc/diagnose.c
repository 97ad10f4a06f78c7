#include "odbc/diagnose.h"

#include <stdbool.h>
#include <string.h>

#include <sql.h>
#include <sqlext.h>

#include "base/ascii.h"
#include "base/error.h"

upsert_status up_sqlstate_status(const char *sqlstate)
{
    static const struct {
        const char *beginning; /* the longest one is first */
        upsert_status status;
    } STATES[] = {
        {"23505", UPSERT_DUPLICATE_KEY},   {"21000", UPSERT_ROW_TWICE},
        {"21506", UPSERT_ROW_TWICE},       {"40", UPSERT_RETRY_TRANSACTION},
        {"55P03", UPSERT_RETRY_STATEMENT}, {"57014", UPSERT_CANCELLED},
        {"HY008", UPSERT_CANCELLED},       {"HYT", UPSERT_CANCELLED},
        {"57P", UPSERT_CONNECTION},        {"08", UPSERT_CONNECTION},
        {"28", UPSERT_CONNECTION},         {"3D", UPSERT_CONNECTION},
        {"IM", UPSERT_CONNECTION},         {"HY001", UPSERT_MEMORY},
        {"53200", UPSERT_MEMORY},          {"22", UPSERT_VALUE},
        {"23", UPSERT_CONSTRAINT},         {"44", UPSERT_CONSTRAINT},
        {"P0001", UPSERT_CONSTRAINT}, /* raised by a trigger */
        {"45000", UPSERT_CONSTRAINT},
    };
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (strncmp(sqlstate, STATES[i].beginning,
                    strlen(STATES[i].beginning)) == 0)
            return STATES[i].status;
    return UPSERT_SQL;
}

static char *skip_tags(char *message)
{
    while (*message == '[') {
        char *end = strchr(message, ']');
        if (!end)
            break;
        message = end + 1;
    }
    return message + strspn(message, " ");
}

/* Put "..." for the text in [from, to). @return what follows the dots. */
static char *cut(char *from, char *to)
{
    for (int i = 0; i < 3 && from < to; i++)
        *from++ = '.';
    memmove(from, to, strlen(to) + 1);
    return from;
}

/* The last `needle` in a text, or NULL. */
static char *find_last(char *text, const char *needle)
{
    char *last = NULL;
    while ((text = strstr(text, needle)) != NULL)
        last = text++;
    return last;
}

static bool is_letter(char c)
{
    c = up_ascii_lower(c);
    return c >= 'a' && c <= 'z';
}

static bool ends_with_word(const char *text, size_t length, const char *word)
{
    size_t tail = strlen(word);
    if (length < tail || !up_ascii_equal_part(text + length - tail, tail, word))
        return false;
    return length == tail || !is_letter(text[length - tail - 1]);
}

/* Whether what is quoted at `open` is a name. Whatever is quoted behind no
   such word may be a value. */
static bool before_name(const char *message, const char *open)
{
    static const char *const WORDS[] = {
        "collation", "column",    "column name", "constraint", "database",
        "encoding",  "field",     "file",        "for key",    "function",
        "host name", "index",     "lib",         "object",     "object name",
        "on socket", "procedure", "relation",    "role",       "schema",
        "sequence",  "server at", "table",       "trigger",    "type",
        "user",      "view",
    };
    size_t length = (size_t)(open - message);
    if (length < 2 || message[length - 1] != ' ')
        return false;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (ends_with_word(message, length - 1, WORDS[i]))
            return true;
    /* where a statement goes wrong; MySQL repeats much of it, in '' */
    return *open == '"' && ends_with_word(message, length - 1, "near");
}

/* Behind the name quoted at `open`, which may be of several parts. */
static char *end_of_name(char *open)
{
    char quote = *open;
    char *close = strchr(open + 1, quote);
    while (close && close[1] == '.' && close[2] == quote)
        close = strchr(close + 3, quote);
    return close ? close + 1 : open + strlen(open);
}

/* Longer messages may have been cut on their way, and lack their end. */
#define WHOLE_MAXIMUM 500

/* Where the value ends that begins at `value`. It may hold quotes itself, so
   that only the last one counts, and what MySQL puts behind it. */
static char *end_of_value(const char *message, char *value, const char *close)
{
    static const struct {
        const char *beginning, *close;
    } MYSQL[] = {
        {"Duplicate entry '", "' for key '"},
        {"Incorrect ", "' for column "},
    };
    char *end = NULL;
    if (strlen(value) < WHOLE_MAXIMUM)
        end = find_last(value, close);
    for (size_t i = 0; end && i < sizeof MYSQL / sizeof *MYSQL; i++)
        if (strncmp(message, MYSQL[i].beginning, strlen(MYSQL[i].beginning)) ==
            0) {
            char *behind = find_last(value, MYSQL[i].close);
            end = behind ? behind : end;
        }
    return end ? end : value + strlen(value);
}

/* How quotes open and close: straight ones; guillemets, either way round; low
   and high ones, double and single; corner brackets. */
static const char *const QUOTES[][2] = {
    {"\"", "\""},         {"'", "'"},           {"\u00ab", "\u00bb"},
    {"\u00bb", "\u00ab"}, {"\u201e", "\u201c"}, {"\u201c", "\u201d"},
    {"\u2018", "\u2019"}, {"\u300c", "\u300d"},
};

/* The quotes of the one that opens at `at`, or NULL. */
static const char *const *quotes_at(const char *message, const char *at)
{
    if (*at == '\'' && at > message && is_letter(at[-1]))
        return NULL; /* an apostrophe */
    for (size_t i = 0; i < sizeof QUOTES / sizeof *QUOTES; i++)
        if (strncmp(at, QUOTES[i][0], strlen(QUOTES[i][0])) == 0)
            return QUOTES[i];
    return NULL;
}

static void mask_quoted(char *message)
{
    char *at = message;
    while (*at) {
        const char *const *quotes = quotes_at(message, at);
        if (!quotes) {
            at++;
        } else if (before_name(message, at)) {
            at = end_of_name(at);
        } else {
            char *value = at + strlen(quotes[0]);
            char *end = end_of_value(message, value, quotes[1]);
            bool closed = *end != '\0';
            at = cut(value, end) + (closed ? strlen(quotes[1]) : 0);
        }
    }
}

/* Values in parentheses: "The duplicate key value is (1, a)." */
static void mask_lists(char *message)
{
    static const char *const BEFORE[] = {"value is (", "column values ("};
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++) {
        char *at = strstr(message, BEFORE[i]);
        if (!at)
            continue;
        at += strlen(BEFORE[i]);
        cut(at, end_of_value(message, at, ")"));
    }
}

/* Bare numbers: "value = 300", "value -1", and bytes: "0xff 0xfe". */
static void mask_numbers(char *message)
{
    static const char *const BEFORE[] = {"value = ", "value ", " 0x"};
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++) {
        char *at = message;
        while ((at = strstr(at, BEFORE[i])) != NULL) {
            at += strlen(BEFORE[i]);
            if (BEFORE[i][1] == '0' || strspn(at, "+-.0123456789"))
                at = cut(at, at + strcspn(at, " \n;\"'"));
        }
    }
}

void up_message_mask(char *message)
{
    char *text = skip_tags(message);
    memmove(message, text, strlen(text) + 1);
    char *detail = strstr(message, "DETAIL:");
    if (detail)
        *detail = '\0';
    mask_quoted(message);
    mask_lists(message);
    mask_numbers(message);
    size_t length = strlen(message);
    while (length &&
           (message[length - 1] == ' ' || message[length - 1] == '\n'))
        message[--length] = '\0';
}

/* All records of a handle: the first one's codes, and the texts of those that
   carry its SQLSTATE, for a driver may cut one message into several. */
typedef struct records {
    SQLCHAR sqlstate[6];
    SQLINTEGER native;
    char text[2048];
} records;

static size_t read_records(SQLSMALLINT handle_type, SQLHANDLE handle,
                           records *all)
{
    size_t length = 0;
    SQLSMALLINT number = 1;
    for (; number < 32; number++) {
        SQLCHAR sqlstate[6] = "";
        SQLINTEGER native = 0;
        char text[1024] = "";
        SQLSMALLINT ignored;
        SQLRETURN code =
            SQLGetDiagRec(handle_type, handle, number, sqlstate, &native,
                          (SQLCHAR *)text, sizeof text - 1, &ignored);
        if (!SQL_SUCCEEDED(code))
            break;
        text[sizeof text - 1] = '\0';
        if (number == 1) {
            memcpy(all->sqlstate, sqlstate, sizeof sqlstate);
            all->native = native;
        } else if (memcmp(all->sqlstate, sqlstate, 5) != 0) {
            continue;
        }
        size_t part = strlen(text);
        if (part > sizeof all->text - 1 - length)
            part = sizeof all->text - 1 - length;
        memcpy(all->text + length, text, part);
        length += part;
    }
    return (size_t)number - 1;
}

static bool code_fits(const upsert_error_code *code, const char *sqlstate,
                      int32_t native, const char *message)
{
    return (!code->sqlstate ||
            strncmp(sqlstate, code->sqlstate, strlen(code->sqlstate)) == 0) &&
           (!code->native || code->native == native) &&
           (!code->text || strstr(message, code->text));
}

/* The dialect's own reading, or UPSERT_OK. */
static upsert_status read_code(const up_error_reader *reader,
                               const char *sqlstate, int32_t native,
                               const char *message)
{
    if (!reader)
        return UPSERT_OK;
    const upsert_error_code *code = reader->codes;
    for (; code && code->status != UPSERT_OK; code++)
        if (code_fits(code, sqlstate, native, message))
            return code->status;
    return reader->classify ? reader->classify(sqlstate, native, message)
                            : UPSERT_OK;
}

upsert_status up_error_read(const up_error_reader *reader, const char *sqlstate,
                            int32_t native, const char *message)
{
    upsert_status status = read_code(reader, sqlstate, native, message);
    return status == UPSERT_OK ? up_sqlstate_status(sqlstate) : status;
}

upsert_status up_diagnose(short handle_type, void *handle,
                          const up_error_reader *reader, upsert_error *error)
{
    records all = {.sqlstate = "HY000"};
    if (read_records(handle_type, handle, &all) == 0)
        return up_error_set(error, UPSERT_SQL,
                            "the driver failed without saying why");
    const char *sqlstate = (const char *)all.sqlstate;
    upsert_status status =
        up_error_read(reader, sqlstate, all.native, all.text);
    up_message_mask(all.text);
    bool first = error && error->status == UPSERT_OK;
    up_error_set(error, status, "%s (SQLSTATE %s, native code %d)", all.text,
                 sqlstate, (int)all.native);
    if (first) {
        memcpy(error->sqlstate, sqlstate, sizeof error->sqlstate);
        error->native = all.native;
    }
    return status;
}
