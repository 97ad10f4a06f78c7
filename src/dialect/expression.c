#include "dialect/expression.h"

#include <string.h>

#include "base/ascii.h"

/* Part of a name that is written without quotes, in some database. */
static bool is_name(char c)
{
    char lower = up_ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* Behind the quote that closes what begins at `at`; NULL: none does. A quote
   that is doubled inside stays inside. */
static const char *skip_quoted(const char *at, char close)
{
    while ((at = strchr(at + 1, close)) != NULL)
        if (*++at != close)
            break;
    return at;
}

static char closing_quote(char c)
{
    return c == '\'' || c == '"' || c == '`' ? c : '\0';
}

/* The name behind "old." or "new.". */
static bool take_name(const char *at, up_reference *reference)
{
    char close = *at == '[' ? ']' : *at == '\'' ? '\0' : closing_quote(*at);
    const char *end = close ? skip_quoted(at, close) : at;
    while (!close && is_name(*end))
        end++;
    if (!end || end == at)
        return false;
    reference->quote = close;
    reference->name = close ? at + 1 : at;
    reference->end = end;
    reference->length = (size_t)(end - reference->name) - (close ? 1 : 0);
    return true;
}

static bool take_reference(const char *at, up_reference *reference)
{
    bool incoming = up_ascii_equal_part(at, 4, "new.");
    reference->begin = at;
    reference->incoming = incoming;
    return (incoming || up_ascii_equal_part(at, 4, "old.")) &&
           take_name(at + 4, reference);
}

/* Whether a word begins here: behind no other, and not as a part of one. */
static bool begins_word(const char *expression, const char *at)
{
    return at == expression || (!is_name(at[-1]) && at[-1] != '.');
}

/* The cursor stands at the beginning, or behind a reference: there no name
   begins, for it took all of one. */
bool up_expression_next(const char **cursor, up_reference *reference)
{
    const char *start = *cursor;
    for (const char *at = start; at && *at;) {
        if (closing_quote(*at)) {
            at = skip_quoted(at, *at);
        } else if (begins_word(start, at) && take_reference(at, reference)) {
            *cursor = reference->end;
            return true;
        } else {
            at++;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- faults */

/* A backslash may hide the quote behind it, or not. */
static bool hides_quote(const char *begin, const char *end)
{
    for (const char *at = begin + 1; at < end - 1; at++)
        if (*at == '\\' && at[1] == *begin)
            return true;
    return false;
}

/* $$ or $word$, which begins a text on PostgreSQL. */
static bool is_dollar_quote(const char *expression, const char *at)
{
    if (*at != '$' || !begins_word(expression, at))
        return false;
    at++;
    while (*at != '$' && is_name(*at))
        at++;
    return *at == '$';
}

static const char *fault_at(const char *expression, const char *at)
{
    if (*at == '?')
        return "has a \"?\", which ODBC takes for a parameter";
    if (*at == ';')
        return "has a \";\"";
    if (*at == '#' || strncmp(at, "--", 2) == 0 || strncmp(at, "/*", 2) == 0)
        return "has a comment, or what some database takes for one";
    if (is_dollar_quote(expression, at))
        return "has a text in dollar quotes: write it in single ones";
    return NULL;
}

static const char *quote_fault(const char *begin, const char *end)
{
    if (!end)
        return "has a text or a name without its closing quote";
    if (hides_quote(begin, end))
        return "has a backslash in front of a quote, which databases read in "
               "two ways: write the quote twice instead";
    return NULL;
}

/* A name in brackets behind "old." holds what it likes; any other bracket may
   be an array's. */
static const char *skip_bracketed(const char *expression, const char *at)
{
    up_reference reference;
    if (begins_word(expression, at) && take_reference(at, &reference))
        return reference.end;
    return at + 1;
}

const char *up_expression_fault(const char *expression)
{
    size_t depth = 0;
    const char *at = expression + strspn(expression, " \t\r\n\v\f");
    const char *fault = *at ? NULL : "is empty";
    while (!fault && *at) {
        const char *begin = at;
        if (closing_quote(*begin)) {
            at = skip_quoted(begin, *begin);
            fault = quote_fault(begin, at);
            continue;
        }
        fault = fault_at(expression, begin);
        if (*begin == ')' && depth == 0)
            fault = "closes a parenthesis that it did not open";
        depth += *begin == '(';
        depth -= *begin == ')' && depth > 0;
        at = skip_bracketed(expression, begin);
    }
    if (!fault && depth)
        fault = "opens a parenthesis that it does not close";
    return fault;
}

/* ----------------------------------------------------------------- names */

/* Both walk the name with its doubled quotes taken for one. */
static bool equal(const up_reference *reference, const char *name,
                  bool any_case)
{
    const char *at = reference->name, *end = at + reference->length;
    for (; at < end && *name; at++, name++) {
        if (reference->quote && *at == reference->quote)
            at++;
        if (*at != *name &&
            !(any_case && up_ascii_lower(*at) == up_ascii_lower(*name)))
            return false;
    }
    return at == end && !*name;
}

bool up_reference_is(const up_reference *reference, const char *name)
{
    return equal(reference, name, false);
}

bool up_reference_is_like(const up_reference *reference, const char *name)
{
    return equal(reference, name, !reference->quote);
}

size_t up_reference_column(const up_reference *reference,
                           const upsert_plan *plan)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (up_reference_is(reference, plan->columns[i].name))
            return i;
    size_t i = 0;
    while (i < plan->column_count &&
           !up_reference_is_like(reference, plan->columns[i].name))
        i++;
    return i;
}
