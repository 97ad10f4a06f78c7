/* stages parse|client INPUT.CSV: `parse` does no more than libcsv does;
   `client` all that a run does short of the driver: parse, check, type, key,
   fold, and the arrays that a statement carries. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array_literal.h"
#include "base/utf8.h"
#include "batch/batch.h"
#include "source/csv.h"

enum { COLUMNS = 6, BATCH = 20000, AT_ONCE = 64 };

static void fail(const char *what)
{
    fprintf(stderr, "stages: %s\n", what);
    exit(1);
}

/* ------------------------------------------------------------- a bare parse */

static void count_field(void *field, size_t length, void *sum)
{
    (void)field;
    *(size_t *)sum += length;
}

static void count_row(int end, void *sum)
{
    (void)end;
    ++*(size_t *)sum;
}

static size_t parse(const char *path)
{
    static char block[1 << 16];
    struct csv_parser parser;
    size_t sum = 0;
    FILE *file = fopen(path, "rb");
    if (!file || csv_init(&parser, CSV_STRICT) != 0)
        fail(path);
    for (size_t length; (length = fread(block, 1, sizeof block, file)) > 0;)
        if (csv_parse(&parser, block, length, count_field, count_row, &sum) !=
            length)
            fail(csv_strerror(csv_error(&parser)));
    csv_fini(&parser, count_field, count_row, &sum);
    csv_free(&parser);
    fclose(file);
    return sum;
}

/* ------------------------------------------------ all short of the driver */

static void render(up_batch *batch, up_buffer *literal, size_t *sum)
{
    size_t count;
    if (up_batch_settle(batch, NULL) != UPSERT_OK)
        fail("out of memory");
    const up_round *rounds = up_batch_rounds(batch, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t column = 0; column < COLUMNS; column++) {
            up_buffer_reset(literal);
            for (size_t row = 0; row < rounds[i].count; row += AT_ONCE) {
                up_cell cells[AT_ONCE];
                size_t rest = rounds[i].count - row;
                size_t some = rest < AT_ONCE ? rest : AT_ONCE;
                up_batch_cells(batch, rounds[i].first + row, some, column,
                               cells);
                for (size_t at = 0; at < some; at++)
                    up_array_literal_text(literal, cells[at].data,
                                          cells[at].length);
            }
            up_array_literal_end(literal);
            *sum += literal->length;
        }
    up_batch_reset(batch);
}

static void put(up_batch *batch, const up_source_row *row)
{
    bool folded;
    for (size_t i = 0; i < COLUMNS; i++) {
        const up_field *field = &row->fields[i];
        bool text = field->kind == UP_FIELD_TEXT;
        if (text && up_utf8_fault(field->data, field->length))
            fail("no UTF-8");
        if (up_batch_set(batch, i, text ? UP_CELL_TEXT : UP_CELL_NULL,
                         field->data, text ? field->length : 0,
                         NULL) != UPSERT_OK)
            fail("out of memory");
    }
    if (up_batch_put(batch, row->number, &folded, NULL) != UPSERT_OK)
        fail("out of memory");
}

static size_t client(const char *path)
{
    const up_value_type integer = {.type = UPSERT_TYPE_INTEGER};
    const up_value_type text = {.type = UPSERT_TYPE_TEXT, .limit = 200};
    const up_batch_column columns[COLUMNS] = {
        {.key = true, .type = integer},
        {.key = true, .type = text},
        {.rule = UPSERT_RULE_REPLACE, .type = text},
        {.rule = UPSERT_RULE_REPLACE, .type = text},
        {.rule = UPSERT_RULE_REPLACE, .type = integer},
        {.rule = UPSERT_RULE_REPLACE, .type = text},
    };
    const up_batch_facts facts = {
        .columns = columns,
        .column_count = COLUMNS,
        .mode = UPSERT_MODE_UPSERT,
        .repeats = UPSERT_REPEATS_REFUSED,
        .newer = UP_NO_COLUMN,
        .folds = true,
        .sorts = true,
    };
    const up_csv_format format = {
        .path = path, .delimiter = ',', .header = true, .null_text = ""};
    up_batch *batch = NULL;
    up_source *source = NULL;
    up_source_row row;
    up_buffer literal = {0};
    size_t sum = 0;
    if (up_batch_new(&facts, &batch, NULL) != UPSERT_OK ||
        up_csv_open(&format, &source, NULL) != UPSERT_OK)
        fail(path);
    upsert_status status;
    while ((status = up_source_next(source, &row, NULL)) == UPSERT_OK) {
        put(batch, &row);
        if (up_batch_rows(batch) == BATCH)
            render(batch, &literal, &sum);
    }
    if (status != UPSERT_DONE)
        fail("the file cannot be read");
    render(batch, &literal, &sum);
    up_buffer_dispose(&literal);
    up_source_free(source);
    up_batch_free(batch);
    return sum;
}

int main(int count, char **arguments)
{
    if (count != 3)
        fail("parse|client INPUT.CSV");
    bool bare = strcmp(arguments[1], "parse") == 0;
    /* So that no compiler leaves the work out. */
    return (bare ? parse : client)(arguments[2]) > 0 ? 0 : 1;
}
