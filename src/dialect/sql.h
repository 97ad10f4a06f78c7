/* SQL text under construction. */
#ifndef UP_DIALECT_SQL_H
#define UP_DIALECT_SQL_H

#include <upsert/dialect.h>

#include "base/buffer.h"

/** The longest statement, in bytes. */
#define UP_SQL_MAXIMUM ((size_t)16 << 20)

struct upsert_sql {
    up_buffer text;
    up_buffer markers; /* the column of each marker, as uint16_t */
    char quote_open, quote_close;
    const char *file;  /* borrowed; what upsert_sql_file() names, or NULL */
    up_buffer refusal; /* why it cannot be rendered; empty: it can */
};

/** An empty text that quotes as the dialect does. */
void up_sql_init(upsert_sql *sql, const upsert_dialect *dialect);

void up_sql_dispose(upsert_sql *sql);

/**
 * The statement, once it is rendered.
 * @param[out] text  borrowed until `sql` changes.
 * @return UPSERT_OK; UPSERT_SCHEMA with the reason when it was refused;
 *         UPSERT_MEMORY.
 */
upsert_status up_sql_take(upsert_sql *sql, const char **text,
                          upsert_error *error);

/** upsert_sql_refuse() with printf's output for the reason. */
__attribute__((format(printf, 2, 3))) void
up_sql_refuse(upsert_sql *sql, const char *format, ...);

/** Markers in the text so far. */
size_t up_sql_markers(const upsert_sql *sql);

/** A marker that stands for all rows. */
#define UP_DOCUMENT ((size_t)-1)

/** The column that a marker stands for, or UP_DOCUMENT. */
size_t up_sql_marker_column(const upsert_sql *sql, size_t marker);

/** One identifier, quoted: the only place where that is done. */
void up_sql_quote(up_buffer *text, const char *name, char open, char close);

#endif
