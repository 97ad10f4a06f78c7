/* When two rows have one key. */
#include <string.h>

#include <xxhash.h>

#include "batch/rows.h"

/* What goes into a key's hash for a cell: its kind tells a form from another.
   A text that is compared byte by byte is its own normal form, and is not
   copied. */
typedef struct form {
    up_normal normal;
    const char *data;
    size_t length;
} form;

static bool is_plain_text(const up_value_type *type, up_cell cell)
{
    return type->type == UPSERT_TYPE_TEXT && !type->affinity &&
           type->collation == UP_COLLATION_BYTES && cell.kind == UP_CELL_TEXT &&
           cell.length <= type->limit;
}

static form form_of(const up_value_type *type, up_cell cell, up_buffer *buffer)
{
    if (is_plain_text(type, cell))
        return (form){UP_NORMAL_EXACT, cell.data, cell.length};
    up_buffer_reset(buffer);
    up_normal normal = up_value_normal(type, cell, buffer);
    if (normal == UP_NORMAL_UNKNOWN)
        return (form){normal, cell.data, cell.length};
    return (form){normal, buffer->length ? buffer->data : "", buffer->length};
}

up_cell up_key_form(const up_value_type *type, up_cell cell, up_buffer *buffer)
{
    if (cell.kind == UP_CELL_NULL)
        return cell;
    form f = form_of(type, cell, buffer);
    return (up_cell){cell.kind, f.data, f.length};
}

/* The length goes into the hash, so that ("a", "bc") is not ("ab", "c"). */
up_key up_key_read(up_batch *batch)
{
    up_key key = {0};
    for (size_t i = 0; i < batch->column_count; i++) {
        const up_arena *column = &batch->columns[i];
        if (!column->facts.key)
            continue;
        up_cell cell = up_rows_cell(batch, batch->row_count, i);
        if (cell.kind == UP_CELL_NULL) {
            key.null = true;
            key.hash = key.hash * 31 + 1;
            continue;
        }
        form f = form_of(&column->facts.type, cell, &batch->normal);
        key.unknown |= f.normal == UP_NORMAL_UNKNOWN;
        key.hash = XXH3_64bits_withSeed(f.data, f.length,
                                        key.hash * 31 + f.length + 2);
    }
    return key;
}

static bool same_bytes(up_cell a, up_cell b)
{
    return a.kind == b.kind && a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static bool same_form(const up_value_type *type, up_cell a, up_cell b)
{
    up_buffer other = {0}, buffer = {0};
    bool same = up_value_normal(type, a, &buffer) == UP_NORMAL_EXACT &&
                up_value_normal(type, b, &other) == UP_NORMAL_EXACT &&
                buffer.length == other.length && !buffer.failed &&
                !other.failed &&
                (buffer.length == 0 ||
                 memcmp(buffer.data, other.data, buffer.length) == 0);
    up_buffer_dispose(&buffer);
    up_buffer_dispose(&other);
    return same;
}

bool up_key_same(up_batch *batch, size_t row)
{
    for (size_t i = 0; i < batch->column_count; i++) {
        const up_batch_column *facts = &batch->columns[i].facts;
        if (!facts->key)
            continue;
        up_cell a = up_rows_cell(batch, row, i);
        up_cell b = up_rows_cell(batch, batch->row_count, i);
        if (same_bytes(a, b))
            continue;
        if (a.kind == UP_CELL_NULL || b.kind == UP_CELL_NULL ||
            !same_form(&facts->type, a, b))
            return false;
    }
    return true;
}

static up_normal worse(up_normal a, up_normal b)
{
    return a > b ? a : b;
}

up_normal up_batch_key(const up_batch *batch, up_buffer *normal)
{
    up_normal whole = UP_NORMAL_EXACT;
    up_buffer buffer = {0};
    for (size_t i = 0; i < batch->column_count; i++) {
        const up_batch_column *facts = &batch->columns[i].facts;
        if (!facts->key)
            continue;
        up_cell cell = up_rows_cell(batch, batch->row_count, i);
        uint32_t length = UINT32_MAX; /* NULL */
        form f = {UP_NORMAL_EXACT, "", 0};
        if (cell.kind != UP_CELL_NULL) {
            f = form_of(&facts->type, cell, &buffer);
            length = (uint32_t)f.length;
        }
        whole = worse(whole, f.normal);
        up_buffer_append(normal, &length, sizeof length);
        up_buffer_append(normal, f.data, f.length);
    }
    up_buffer_dispose(&buffer);
    return whole;
}
