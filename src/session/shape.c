#include "session/shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "dialect/row.h"
#include "dialect/sql.h"
#include "session/transport.h"

static bool has_part(const up_shape_request *request, up_part part)
{
    return memchr(request->parts.parts, (int)part,
                  request->base->input_count) != NULL;
}

/* A column of the base plan as rows of the shape have it.
   @return false when they do not. */
static bool take_column(const up_shape_request *request, size_t index,
                        upsert_plan_column *column)
{
    const up_plan *base = request->base;
    *column = base->facts.columns[index];
    if (index >= base->input_count) /* the run's clock */
        return !request->parts.deletes;
    if (request->parts.parts[index] == UP_PART_ABSENT)
        return false;
    if (request->parts.parts[index] == UP_PART_NULL)
        column->rule = UPSERT_RULE_KEY_NULL;
    return true;
}

/* H2 takes no clock for a date. */
static size_t clock_cell(const upsert_plan_column *column)
{
    return column->type == UPSERT_TYPE_DATE ? UP_CLOCK_DATE_CELL
                                            : UP_CLOCK_CELL;
}

/* The plan of the shape's rows, but for how they are sent. */
static upsert_status take_columns(const up_shape_request *request,
                                  up_plan *plan, upsert_error *error)
{
    const up_plan *base = request->base;
    upsert_plan_column *columns =
        calloc(base->facts.column_count, sizeof *columns);
    *plan = (up_plan){.facts = base->facts, .index = base->index};
    plan->facts.stage = request->stage;
    plan->facts.columns = plan->columns = columns;
    plan->cells = calloc(base->facts.column_count, sizeof *plan->cells);
    if (!columns || !plan->cells)
        return up_error_memory(error);
    plan->facts.column_count = 0;
    for (size_t i = 0; i < base->facts.column_count; i++) {
        size_t count = plan->facts.column_count;
        if (!take_column(request, i, &columns[count]))
            continue;
        plan->cells[count] =
            i < base->input_count ? i : clock_cell(&columns[count]);
        plan->facts.column_count++;
    }
    return UPSERT_OK;
}

/* Let the markers stand for cells of the batch. */
static void refer_to_cells(up_plan *plan)
{
    for (size_t i = 0; i < plan->marker_count; i++)
        if (plan->markers[i] != UP_DOCUMENT)
            plan->markers[i] = plan->cells[plan->markers[i]];
}

/* Say how a carrier's rows are sent, whose plan is complete but for that. */
static upsert_status finish(const up_shape_request *request, size_t rows,
                            up_render *render, up_carrier *carrier,
                            upsert_error *error)
{
    up_plan *plan = &carrier->plan;
    carrier->render = render ? render : up_plan_renderer(&plan->facts);
    upsert_status status =
        up_plan_cut(request->table, carrier->render, plan, error);
    if (status == UPSERT_OK)
        refer_to_cells(plan);
    if (plan->statement_rows > rows)
        plan->statement_rows = rows;
    return status;
}

/* @param rows  the most of a statement. */
static upsert_status make_carrier(const up_shape_request *request, size_t rows,
                                  upsert_mode mode, up_render *render,
                                  up_carrier *carrier, upsert_error *error)
{
    up_plan *plan = &carrier->plan;
    upsert_status status = take_columns(request, plan, error);
    plan->facts.mode = mode;
    /* The core's own statements have a marker a cell, and so has what carries
       a row now and then. */
    if ((rows == 1 || mode == UPSERT_MODE_DELETE) &&
        plan->facts.transport != UPSERT_TRANSPORT_ROW)
        plan->facts.transport = UPSERT_TRANSPORT_VALUES;
    return status == UPSERT_OK ? finish(request, rows, render, carrier, error)
                               : status;
}

/* Its statement is planned each time, by how full the stage is then. */
static upsert_status make_fill(const up_shape_request *request,
                               up_carrier *carrier, upsert_error *error)
{
    up_carrier *fill = carrier->fill = calloc(1, sizeof *fill);
    if (!fill)
        return up_error_memory(error);
    carrier->direct = true;
    upsert_status status = take_columns(request, &fill->plan, error);
    fill->plan.facts = up_transport_fill(&carrier->plan.facts);
    fill->plan.facts.columns = fill->plan.columns;
    return status == UPSERT_OK ? finish(request, request->batch_rows,
                                        up_render_fill, fill, error)
                               : status;
}

/* ------------------------------------------------------------ what they do */

static bool brings(const up_shape_request *request, const char *name)
{
    const up_plan *base = request->base;
    for (size_t i = 0; i < base->input_count; i++)
        if (strcmp(base->facts.columns[i].name, name) == 0)
            return request->parts.parts[i] != UP_PART_ABSENT;
    return false;
}

static bool updates(const up_shape_request *request)
{
    const up_plan *base = request->base;
    for (size_t i = 0; i < base->input_count; i++) {
        upsert_rule rule = base->facts.columns[i].rule;
        if (rule != UPSERT_RULE_KEY && rule != UPSERT_RULE_INSERT_ONLY &&
            request->parts.parts[i] != UP_PART_ABSENT)
            return true;
    }
    return false;
}

static bool finds_rows(const up_shape_request *request)
{
    return request->null_keys == UP_NULL_KEYS_MATCH ||
           !has_part(request, UP_PART_NULL);
}

/* What becomes of rows of the shape; a row that does not say how new it is
   leaves the row that is there alone. */
static upsert_mode mode_of(const up_shape_request *request, bool *idle)
{
    const upsert_plan *base = &request->base->facts;
    bool finds = finds_rows(request);
    bool held = base->newer && !brings(request, base->newer);
    *idle = false;
    if (request->parts.deletes) {
        *idle = !finds;
        return UPSERT_MODE_DELETE;
    }
    switch (base->mode) {
    case UPSERT_MODE_UPDATE_EXISTING:
        *idle = !finds || held || !updates(request);
        return base->mode;
    case UPSERT_MODE_UPSERT:
    case UPSERT_MODE_INSERT_MISSING:
        if (!finds)
            return UPSERT_MODE_INSERT;
        return held ? UPSERT_MODE_INSERT_MISSING : base->mode;
    default:
        return base->mode;
    }
}

upsert_status up_shape_make(const up_shape_request *request, up_shape *shape,
                            upsert_error *error)
{
    upsert_mode mode = mode_of(request, &shape->idle);
    shape->deletes = request->parts.deletes;
    shape->parts = strndup(request->parts.parts, request->base->input_count);
    if (!shape->parts)
        return up_error_memory(error);
    shape->finds = finds_rows(request);
    shape->looked_up = shape->finds && has_part(request, UP_PART_NULL) &&
                       mode != UPSERT_MODE_DELETE;
    if (shape->idle)
        return UPSERT_OK;
    if (shape->looked_up)
        return up_shape_look_up(request, shape, error);
    upsert_status status = make_carrier(request, request->batch_rows, mode,
                                        NULL, &shape->bulk, error);
    upsert_transport transport = shape->bulk.plan.facts.transport;
    if (status == UPSERT_OK && up_transport_is_staged(transport))
        status = make_fill(request, &shape->bulk, error);
    if (status == UPSERT_OK && up_transport_is_for_several(transport))
        status = make_carrier(request, 1, mode, NULL, &shape->one, error);
    return status;
}

static void find(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    (void)rows;
    up_render_find(plan, sql);
}

/* Statements for a row now and then are not worth preparing, but where a
   statement takes no more than one row anyway. */
upsert_status up_shape_look_up(const up_shape_request *request, up_shape *shape,
                               upsert_error *error)
{
    bool idle;
    bool direct = request->base->facts.transport != UPSERT_TRANSPORT_ROW;
    shape->find.direct = shape->update.direct = shape->insert.direct = direct;
    upsert_mode mode = mode_of(request, &idle);
    upsert_status status = UPSERT_OK;
    if (!shape->find.render)
        status = make_carrier(request, 1, mode, find, &shape->find, error);
    if (status == UPSERT_OK && !shape->update.render &&
        mode != UPSERT_MODE_INSERT_MISSING && mode != UPSERT_MODE_INSERT &&
        updates(request))
        status = make_carrier(request, 1, UPSERT_MODE_UPDATE_EXISTING, NULL,
                              &shape->update, error);
    if (status == UPSERT_OK && !shape->insert.render &&
        mode != UPSERT_MODE_UPDATE_EXISTING)
        status = make_carrier(request, 1, UPSERT_MODE_INSERT, NULL,
                              &shape->insert, error);
    return status;
}

static void dispose(up_carrier *carrier)
{
    if (carrier->fill)
        dispose(carrier->fill);
    free(carrier->fill);
    for (size_t i = 0; carrier->values && i < carrier->plan.marker_count; i++) {
        up_buffer_dispose(&carrier->values[i].bytes);
        free(carrier->values[i].lengths);
    }
    free(carrier->values);
    up_buffer_dispose(&carrier->file);
    up_statement_free(carrier->full);
    up_statement_free(carrier->tail);
    up_plan_dispose(&carrier->plan);
    *carrier = (up_carrier){0};
}

void up_shape_dispose(up_shape *shape)
{
    free(shape->parts);
    dispose(&shape->bulk);
    dispose(&shape->one);
    dispose(&shape->find);
    dispose(&shape->update);
    dispose(&shape->insert);
}
