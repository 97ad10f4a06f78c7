#include "dialect/sql.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

/* No table has so many columns. */
#define DOCUMENT_MARKER UINT16_MAX

void up_sql_init(upsert_sql *sql, const upsert_dialect *dialect)
{
    *sql = (upsert_sql){
        .text = {.maximum = UP_SQL_MAXIMUM},
        .quote_open = dialect->quote_open,
        .quote_close = dialect->quote_close,
    };
}

void up_sql_dispose(upsert_sql *sql)
{
    up_buffer_dispose(&sql->text);
    up_buffer_dispose(&sql->markers);
    up_buffer_dispose(&sql->refusal);
}

upsert_status up_sql_take(upsert_sql *sql, const char **text,
                          upsert_error *error)
{
    if (sql->refusal.length && !sql->refusal.failed)
        return up_error_set(error, UPSERT_SCHEMA, "%s",
                            up_buffer_string(&sql->refusal));
    *text = up_buffer_string(&sql->text);
    if (!*text || sql->markers.failed || sql->refusal.failed)
        return up_error_set(error, UPSERT_MEMORY,
                            "out of memory, or a statement over %zu bytes",
                            UP_SQL_MAXIMUM);
    return UPSERT_OK;
}

void up_sql_quote(up_buffer *text, const char *name, char open, char close)
{
    up_buffer_append(text, &open, 1);
    for (const char *c = name; *c; c++) {
        if (*c == close)
            up_buffer_append(text, &close, 1);
        up_buffer_append(text, c, 1);
    }
    up_buffer_append(text, &close, 1);
}

void upsert_sql_text(upsert_sql *sql, const char *text)
{
    if (text)
        up_buffer_text(&sql->text, text);
}

void upsert_sql_name(upsert_sql *sql, const char *name)
{
    up_sql_quote(&sql->text, name, sql->quote_open, sql->quote_close);
}

void upsert_sql_string(upsert_sql *sql, const char *text)
{
    up_sql_quote(&sql->text, text, '\'', '\'');
}

void upsert_sql_marker(upsert_sql *sql, size_t column)
{
    uint16_t index = (uint16_t)column;
    up_buffer_text(&sql->text, "?");
    up_buffer_append(&sql->markers, &index, sizeof index);
}

void upsert_sql_document(upsert_sql *sql)
{
    upsert_sql_marker(sql, DOCUMENT_MARKER);
}

void upsert_sql_file(upsert_sql *sql)
{
    upsert_sql_string(sql, sql->file ? sql->file : "file");
}

size_t up_sql_markers(const upsert_sql *sql)
{
    return sql->markers.length / sizeof(uint16_t);
}

size_t up_sql_marker_column(const upsert_sql *sql, size_t marker)
{
    uint16_t column;
    memcpy(&column, sql->markers.data + marker * sizeof column, sizeof column);
    return column == DOCUMENT_MARKER ? UP_DOCUMENT : column;
}

void upsert_sql_number(upsert_sql *sql, uint64_t number)
{
    up_buffer_format(&sql->text, "%" PRIu64, number);
}

void upsert_sql_refuse(upsert_sql *sql, const char *reason)
{
    up_sql_refuse(sql, "%s", reason);
}

void up_sql_refuse(upsert_sql *sql, const char *format, ...)
{
    char reason[512];
    va_list arguments;
    if (sql->refusal.length)
        return;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    up_buffer_text(&sql->refusal, reason);
}
