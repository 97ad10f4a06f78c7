/* sqlite_loop DATABASE INPUT.CSV: the same work by SQLite's own interface, with
   one prepared statement and the cache that upsert takes. */
#include <csv.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 6 };

typedef struct loop {
    sqlite3 *database;
    sqlite3_stmt *statement;
    int column;
    long rows;
} loop;

static void check(const loop *l, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE)
        return;
    fprintf(stderr, "sqlite_loop: row %ld: %s\n", l->rows,
            sqlite3_errmsg(l->database));
    exit(1);
}

static void take_field(void *field, size_t length, void *data)
{
    loop *l = data;
    if (l->rows == 0) /* the header */
        return;
    l->column++;
    check(l, length ? sqlite3_bind_text(l->statement, l->column, field,
                                        (int)length, SQLITE_TRANSIENT)
                    : sqlite3_bind_null(l->statement, l->column));
}

static void take_row(int end, void *data)
{
    loop *l = data;
    (void)end;
    if (l->rows++ == 0)
        return;
    check(l, sqlite3_step(l->statement));
    check(l, sqlite3_reset(l->statement));
    l->column = 0;
}

static void run(const loop *l, const char *sql)
{
    check(l, sqlite3_exec(l->database, sql, NULL, NULL, NULL));
}

int main(int count, char **arguments)
{
    static const char UPSERT[] =
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, sku) "
        "DO UPDATE SET name = excluded.name, price = excluded.price, "
        "qty = excluded.qty, seen_at = excluded.seen_at";
    static char block[1 << 16];
    loop l = {0};
    struct csv_parser parser;
    FILE *file = count == 3 ? fopen(arguments[2], "rb") : NULL;
    if (!file || sqlite3_open(arguments[1], &l.database) != SQLITE_OK ||
        csv_init(&parser, CSV_STRICT) != 0)
        return 2;
    run(&l, "PRAGMA cache_size = -49152");
    run(&l, "BEGIN");
    check(&l, sqlite3_prepare_v2(l.database, UPSERT, -1, &l.statement, NULL));
    for (size_t length; (length = fread(block, 1, sizeof block, file)) > 0;)
        if (csv_parse(&parser, block, length, take_field, take_row, &l) !=
            length)
            return 1;
    csv_fini(&parser, take_field, take_row, &l);
    sqlite3_finalize(l.statement);
    run(&l, "COMMIT");
    sqlite3_close(l.database);
    csv_free(&parser);
    fclose(file);
    return 0;
}
