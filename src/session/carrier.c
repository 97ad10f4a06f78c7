/* Executing the statements of a plan. */
#include <stdlib.h>
#include <string.h>

#include "base/array_literal.h"
#include "base/error.h"
#include "base/json_text.h"
#include "dialect/sql.h"
#include "session/sender.h"
#include "session/transport.h"

upsert_status up_carrier_render(const upsert_plan *plan, up_render *render,
                                size_t rows, up_buffer *text,
                                upsert_error *error)
{
    upsert_sql sql;
    up_sql_init(&sql, plan->dialect);
    render(plan, rows, &sql);
    const char *rendered;
    upsert_status status = up_sql_take(&sql, &rendered, error);
    if (status == UPSERT_OK)
        up_buffer_text(text, rendered);
    up_sql_dispose(&sql);
    return status;
}

static bool is_array(const up_carrier *carrier, size_t rows)
{
    return carrier->plan.facts.transport == UPSERT_TRANSPORT_ARRAY && rows > 1;
}

/* Whether one statement serves for any number of rows. A single one goes by
   itself: MariaDB's driver takes the buffer of the last execution for its own
   when an array follows a single row. Seen in 3.1.15. */
static bool is_bulk(const up_carrier *carrier, size_t rows)
{
    upsert_transport transport = carrier->plan.facts.transport;
    return transport == UPSERT_TRANSPORT_ARRAY
               ? is_array(carrier, rows)
               : up_transport_is_bulk(transport);
}

static upsert_status make_statement(const up_sender *sender,
                                    const up_carrier *carrier, size_t rows,
                                    bool prepare, up_statement **statement,
                                    upsert_error *error)
{
    up_prepare when =
        prepare && !carrier->direct ? UP_PREPARE_ONCE : UP_PREPARE_NEVER;
    up_buffer text = {0};
    upsert_status status = up_carrier_render(
        &carrier->plan.facts, carrier->render, rows, &text, error);
    const char *sql = up_buffer_string(&text);
    if (status == UPSERT_OK && !sql)
        status = up_error_memory(error);
    if (status == UPSERT_OK)
        status = up_statement_new(sender->connection, sql,
                                  rows * carrier->plan.marker_count, when,
                                  statement, error);
    up_buffer_dispose(&text);
    return status;
}

/* The statement for a number of rows: the one of full size is prepared and
   kept to the end (freeing it within a transaction costs round trips, and ends
   the transaction on H2), any other lives until the next size comes. */
static upsert_status statement_for(const up_sender *sender, up_carrier *carrier,
                                   size_t rows, up_statement **statement,
                                   upsert_error *error)
{
    bool bulk = is_bulk(carrier, rows);
    bool full = bulk || rows == carrier->plan.statement_rows;
    up_statement **kept = full ? &carrier->full : &carrier->tail;
    upsert_status status = UPSERT_OK;
    if (!full && carrier->tail_rows != rows) {
        up_statement_free(carrier->tail);
        carrier->tail = NULL;
        carrier->tail_rows = rows;
    }
    if (!*kept)
        status =
            make_statement(sender, carrier, bulk ? 1 : rows, full, kept, error);
    *statement = *kept;
    return status;
}

static up_value text_value(const char *text, size_t length)
{
    return (up_value){text, length, false};
}

static up_value cell_value(up_cell cell)
{
    return (up_value){cell.data, cell.length, cell.kind == UP_CELL_BYTES};
}

/* A value that is the same for all rows. */
static bool is_of_the_run(const up_run *run, size_t column, up_value *value)
{
    if (column == UP_CLOCK_CELL)
        *value = text_value(run->clock, strlen(run->clock));
    else if (column == UP_CLOCK_DATE_CELL)
        *value = text_value(run->clock, strcspn(run->clock, " T"));
    else
        return false;
    return true;
}

up_value up_carrier_value(const up_sender *sender, size_t place, size_t column)
{
    up_value value;
    return is_of_the_run(sender->run, column, &value)
               ? value
               : cell_value(up_batch_cell(sender->batch, place, column));
}

/* How many values of a column are fetched together. */
enum { AT_ONCE = 64 };

/* A column's values at some of `rows` places. @return how many. */
static size_t values_of(const up_sender *sender, size_t place, size_t rows,
                        size_t column, up_value values[AT_ONCE])
{
    size_t count = rows < AT_ONCE ? rows : AT_ONCE;
    up_cell cells[AT_ONCE];
    up_value of_the_run;
    bool same = is_of_the_run(sender->run, column, &of_the_run);
    if (!same)
        up_batch_cells(sender->batch, place, count, column, cells);
    for (size_t i = 0; i < count; i++)
        values[i] = same ? of_the_run : cell_value(cells[i]);
    return count;
}

/* ------------------------------------------------------ a marker a cell */

static upsert_status bind_cells(const up_sender *sender, up_carrier *carrier,
                                up_statement *statement, size_t first,
                                size_t rows, upsert_error *error)
{
    const up_plan *plan = &carrier->plan;
    /* From the last parameter to the first: drivers that grow an array of
       parameters then grow it once. */
    for (size_t i = rows * plan->marker_count; i-- > 0;) {
        up_value value =
            up_carrier_value(sender, first + i / plan->marker_count,
                             plan->markers[i % plan->marker_count]);
        upsert_status status = up_statement_bind(statement, i, &value, error);
        if (status != UPSERT_OK)
            return status;
    }
    return UPSERT_OK;
}

/* ---------------------------------------------------- a marker a column */

static void append(up_buffer *literal, const up_value *value)
{
    if (value->binary)
        up_array_literal_bytes(literal, value->data, value->length);
    else
        up_array_literal_text(literal, value->data, value->length);
}

static upsert_status bind_column(const up_sender *sender, up_carrier *carrier,
                                 up_statement *statement, size_t marker,
                                 size_t first, size_t rows, upsert_error *error)
{
    up_buffer *literal = &carrier->values[marker].bytes;
    size_t column = carrier->plan.markers[marker];
    up_value values[AT_ONCE];
    up_buffer_reset(literal);
    for (size_t row = 0, some; row < rows; row += some) {
        some = values_of(sender, first + row, rows - row, column, values);
        for (size_t i = 0; i < some; i++)
            append(literal, &values[i]);
    }
    up_array_literal_end(literal);
    if (literal->failed)
        return up_error_memory(error);
    const up_value whole = {literal->data, literal->length, false};
    return up_statement_bind(statement, marker, &whole, error);
}

/* ------------------------------------------- a marker a column of values */

static upsert_status reserve_values(up_marker_values *values, size_t bytes,
                                    size_t rows, upsert_error *error)
{
    up_buffer_reset(&values->bytes);
    if (!up_buffer_reserve(&values->bytes, bytes))
        return up_error_memory(error);
    if (rows <= values->capacity)
        return UPSERT_OK;
    ptrdiff_t *lengths = realloc(values->lengths, rows * sizeof *lengths);
    if (!lengths)
        return up_error_memory(error);
    values->lengths = lengths;
    values->capacity = rows;
    return UPSERT_OK;
}

/* The widest value, and whether they are bytes. */
static up_values measure(const up_sender *sender, size_t column, size_t first,
                         size_t rows)
{
    up_values all = {.width = 1};
    up_value values[AT_ONCE];
    for (size_t row = 0, some; row < rows; row += some) {
        some = values_of(sender, first + row, rows - row, column, values);
        for (size_t i = 0; i < some; i++) {
            if (values[i].length > all.width)
                all.width = values[i].length;
            all.binary |= values[i].binary;
        }
    }
    return all;
}

static void place_values(const up_sender *sender, size_t column, size_t first,
                         size_t rows, size_t width, up_marker_values *to)
{
    up_value values[AT_ONCE];
    for (size_t row = 0, some; row < rows; row += some) {
        some = values_of(sender, first + row, rows - row, column, values);
        for (size_t i = 0; i < some; i++) {
            to->lengths[row + i] =
                values[i].data ? (ptrdiff_t)values[i].length : UP_NULL_LENGTH;
            if (values[i].length)
                memcpy(to->bytes.data + (row + i) * width, values[i].data,
                       values[i].length);
        }
    }
}

static upsert_status bind_array(const up_sender *sender, up_carrier *carrier,
                                up_statement *statement, size_t marker,
                                size_t first, size_t rows, upsert_error *error)
{
    size_t column = carrier->plan.markers[marker];
    up_marker_values *to = &carrier->values[marker];
    up_values values = measure(sender, column, first, rows);
    upsert_status status = reserve_values(to, rows * values.width, rows, error);
    if (status != UPSERT_OK)
        return status;
    place_values(sender, column, first, rows, values.width, to);
    values.data = to->bytes.data;
    values.lengths = to->lengths;
    return up_statement_bind_array(statement, marker, &values, rows, error);
}

/* --------------------------------------------- a marker for all the rows */

static upsert_status bind_document(const up_sender *sender, up_carrier *carrier,
                                   up_statement *statement, size_t marker,
                                   size_t first, size_t rows,
                                   upsert_error *error)
{
    const up_plan *plan = &carrier->plan;
    up_buffer *document = &carrier->values[marker].bytes;
    up_buffer_reset(document);
    for (size_t i = 0; i < rows; i++) {
        up_buffer_text(document, i ? "],[" : "[[");
        for (size_t j = 0; j < plan->facts.column_count; j++) {
            up_value value =
                up_carrier_value(sender, first + i, plan->cells[j]);
            up_buffer_append(document, ",", j > 0);
            up_json_text(document, value.data, value.length);
        }
    }
    up_buffer_text(document, "]]");
    if (document->failed)
        return up_error_memory(error);
    const up_value whole = {document->data, document->length, false};
    return up_statement_bind(statement, marker, &whole, error);
}

/* -------------------------------------------------- any of these, by marker */

typedef upsert_status bind_marker(const up_sender *sender, up_carrier *carrier,
                                  up_statement *statement, size_t marker,
                                  size_t first, size_t rows,
                                  upsert_error *error);

static upsert_status bind_markers(const up_sender *sender, up_carrier *carrier,
                                  up_statement *statement, size_t first,
                                  size_t rows, upsert_error *error)
{
    static bind_marker *const BINDERS[] = {
        [UPSERT_TRANSPORT_COLUMNS] = bind_column,
        [UPSERT_TRANSPORT_ARRAY] = bind_array,
        [UPSERT_TRANSPORT_DOCUMENT] = bind_document,
    };
    const up_plan *plan = &carrier->plan;
    if (!plan->marker_count)
        return UPSERT_OK;
    if (!carrier->values)
        carrier->values = calloc(plan->marker_count, sizeof *carrier->values);
    if (!carrier->values)
        return up_error_memory(error);
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < plan->marker_count && status == UPSERT_OK; i++)
        status = BINDERS[plan->facts.transport](sender, carrier, statement, i,
                                                first, rows, error);
    return status;
}

/* ---------------------------------------------------- how many, and all that
 */

static size_t row_bytes(const up_sender *sender, size_t place)
{
    size_t bytes = 0;
    for (size_t i = 0; i < sender->run->plan.input_count; i++)
        bytes += up_batch_cell(sender->batch, place, i).length;
    return bytes;
}

/* What a row may take of a statement of several. */
static size_t bytes_of_several(const up_sender *sender,
                               const up_carrier *carrier, size_t place)
{
    size_t bytes = row_bytes(sender, place);
    const upsert_plan *plan = &carrier->plan.facts;
    return plan->transport == UPSERT_TRANSPORT_DOCUMENT
               ? bytes * UP_JSON_GROWTH + plan->column_count * UP_JSON_FRAME
               : bytes;
}

size_t up_carrier_fit(const up_sender *sender, const up_carrier *carrier,
                      size_t first, size_t rows)
{
    bool array = carrier->plan.facts.transport == UPSERT_TRANSPORT_ARRAY;
    size_t most = carrier->plan.statement_rows;
    if (most > rows)
        most = rows;
    size_t limit = carrier->fill ? 0 : sender->run->statement_bytes;
    size_t bytes = 0, widest = 0;
    for (size_t i = 0; limit && i < most; i++) {
        size_t row = bytes_of_several(sender, carrier, first + i);
        bytes += row;
        widest = row > widest ? row : widest;
        /* An array has room for the widest value in each of its rows. */
        bool wide = array && i && (i + 1) * widest > sender->run->batch_memory;
        if (bytes > limit || wide)
            return i ? i : row_bytes(sender, first) <= limit;
    }
    return most;
}

upsert_status up_carrier_too_large(up_sender *sender, size_t place,
                                   upsert_error *error)
{
    upsert_error failure = UPSERT_ERROR_INIT;
    up_error_row(&failure, up_batch_number(sender->batch, place), "",
                 "its %zu bytes are more than the %zu that one statement can "
                 "carry to this server",
                 row_bytes(sender, place), sender->run->statement_bytes);
    return up_rejects_take(sender, failure.status)
               ? up_rejects_note(sender, place, &failure, error)
               : up_error_pass(error, &failure);
}

/* A driver may not find its way back out of an array that failed. */
static void drop(up_carrier *carrier, up_statement **statement)
{
    up_statement_free(carrier->full);
    carrier->full = *statement = NULL;
}

upsert_status up_carrier_execute(up_sender *sender, up_carrier *carrier,
                                 size_t first, size_t rows,
                                 up_statement **statement, int64_t *affected,
                                 upsert_error *error)
{
    *affected = UP_ROW_COUNT_UNKNOWN;
    upsert_status status =
        carrier->fill ? up_stage_fill(sender, carrier, first, rows, error)
                      : UPSERT_OK;
    if (status == UPSERT_OK)
        status = statement_for(sender, carrier, rows, statement, error);
    if (status == UPSERT_OK)
        status = (is_bulk(carrier, rows) ? bind_markers : bind_cells)(
            sender, carrier, *statement, first, rows, error);
    if (status != UPSERT_OK)
        return status;
    sender->statements++;
    status = up_statement_execute(*statement, affected, error);
    if (status != UPSERT_OK && is_array(carrier, rows))
        drop(carrier, statement);
    return status;
}
