#include "batch/fold.h"

#include <string.h>

#include "batch/rows.h"

/* ---------------------------------------------------------- which may fold */

/* Rules by which a row that is applied twice is as one applied once. */
static bool is_repeatable(upsert_rule rule)
{
    switch (rule) {
    case UPSERT_RULE_ADD:
    case UPSERT_RULE_APPEND:
    case UPSERT_RULE_SQL:
        return false;
    default:
        return true;
    }
}

/* Rules that make of a row what it is, whatever was there. */
static bool is_plain(upsert_rule rule)
{
    return rule == UPSERT_RULE_REPLACE || rule == UPSERT_RULE_INSERT_ONLY;
}

static bool every_rule(const up_batch_facts *facts, bool (*is)(upsert_rule))
{
    for (size_t i = 0; i < facts->column_count; i++)
        if (!facts->columns[i].key && !is(facts->columns[i].rule))
            return false;
    return true;
}

up_folding up_folding_of(const up_batch_facts *facts)
{
    if (!facts->folds || facts->mode == UPSERT_MODE_INSERT)
        return UP_FOLDING_NONE;
    if (facts->mode == UPSERT_MODE_INSERT_MISSING)
        return UP_FOLDING_FIRST;
    bool repeatable = every_rule(facts, is_repeatable);
    if (facts->where || facts->touch)
        return repeatable ? UP_FOLDING_EQUAL : UP_FOLDING_NONE;
    if (facts->newer == UP_NO_COLUMN)
        return UP_FOLDING_RULES;
    bool versioned = facts->columns[facts->newer].rule == UPSERT_RULE_REPLACE;
    if (!versioned)
        return repeatable ? UP_FOLDING_EQUAL : UP_FOLDING_NONE;
    return every_rule(facts, is_plain) ? UP_FOLDING_NEWEST : UP_FOLDING_EQUAL;
}

/* --------------------------------------------------------- column by column */

/* Two rows' cells of one column, on their way to one. */
typedef struct pair {
    up_batch *batch;
    size_t column;
    size_t row, pending; /* the rows, by their numbers in the arenas */
    up_cell a, b;        /* what they have */
    bool memory_short;
} pair;

static up_stored_cell *cell_of(const pair *p, size_t row)
{
    return up_rows_at(p->batch, row) + p->column;
}

static bool take(pair *p, size_t row)
{
    p->batch->columns[p->column].folded = *cell_of(p, row);
    return true;
}

/* A text that neither of them had. */
static bool take_text(pair *p, const up_buffer *text)
{
    up_stored_cell *folded = &p->batch->columns[p->column].folded;
    p->memory_short =
        text->failed ||
        !up_rows_store(p->batch, p->column, text->data, text->length, folded);
    folded->kind = UP_CELL_TEXT;
    return !p->memory_short;
}

static bool fold_last(pair *p)
{
    return take(p, p->pending);
}

static bool fold_first(pair *p)
{
    return take(p, p->row);
}

/* NULL changes nothing. */
static bool fold_last_value(pair *p)
{
    return take(p, p->b.kind == UP_CELL_NULL ? p->row : p->pending);
}

static bool fold_extreme(pair *p, int sign)
{
    int order;
    if (p->a.kind == UP_CELL_NULL || p->b.kind == UP_CELL_NULL)
        return fold_last_value(p);
    if (!up_value_compare(&p->batch->columns[p->column].facts.type, p->b, p->a,
                          &order))
        return false;
    return take(p, order * sign > 0 ? p->pending : p->row);
}

static bool fold_greatest(pair *p)
{
    return fold_extreme(p, 1);
}

static bool fold_least(pair *p)
{
    return fold_extreme(p, -1);
}

static bool fold_sum(pair *p)
{
    if (p->a.kind == UP_CELL_NULL || p->b.kind == UP_CELL_NULL)
        return fold_last_value(p);
    up_buffer sum = {0};
    bool certain = up_value_add(&p->batch->columns[p->column].facts.type, p->a,
                                p->b, &sum) &&
                   take_text(p, &sum);
    up_buffer_dispose(&sum);
    return certain;
}

static bool fold_text(pair *p)
{
    if (p->a.kind == UP_CELL_NULL || p->b.kind == UP_CELL_NULL)
        return fold_last_value(p);
    if (p->a.kind != UP_CELL_TEXT || p->b.kind != UP_CELL_TEXT ||
        p->a.length + p->b.length > UP_CELL_MAXIMUM)
        return false;
    up_buffer text = {0};
    up_buffer_append(&text, p->a.data, p->a.length);
    up_buffer_append(&text, p->b.data, p->b.length);
    bool taken = take_text(p, &text);
    up_buffer_dispose(&text);
    return taken;
}

/* How two values of a column become one; a rule that is not here cannot. */
static bool (*const FOLDS[])(pair *) = {
    [UPSERT_RULE_KEY] = fold_first,
    [UPSERT_RULE_REPLACE] = fold_last,
    [UPSERT_RULE_INSERT_ONLY] = fold_first,
    [UPSERT_RULE_KEEP_IF_NULL] = fold_last_value,
    [UPSERT_RULE_ADD] = fold_sum,
    [UPSERT_RULE_GREATEST] = fold_greatest,
    [UPSERT_RULE_LEAST] = fold_least,
    [UPSERT_RULE_APPEND] = fold_text,
    [UPSERT_RULE_SQL] = NULL,
};

static pair pair_of(up_batch *batch, size_t row, size_t column)
{
    size_t pending = batch->row_count;
    return (pair){
        .batch = batch,
        .column = column,
        .row = row,
        .pending = pending,
        .a = up_rows_cell(batch, row, column),
        .b = up_rows_cell(batch, pending, column),
    };
}

static void accept(up_batch *batch, size_t row)
{
    for (size_t i = 0; i < batch->column_count; i++)
        up_rows_at(batch, row)[i] = batch->columns[i].folded;
}

static bool fold_by_rules(up_batch *batch, size_t row, bool *folded)
{
    for (size_t i = 0; i < batch->column_count; i++) {
        const up_batch_column *facts = &batch->columns[i].facts;
        upsert_rule rule = facts->key ? UPSERT_RULE_KEY : facts->rule;
        pair p = pair_of(batch, row, i);
        if (!FOLDS[rule] || !FOLDS[rule](&p))
            return !p.memory_short;
    }
    accept(batch, row);
    *folded = true;
    return true;
}

/* ------------------------------------------------------------- row by row */

static bool same_cell(up_cell a, up_cell b)
{
    return a.kind == b.kind && a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* But for the key, of which there may be several spellings. */
static bool equal_rows(up_batch *batch, size_t row)
{
    for (size_t i = 0; i < batch->column_count; i++)
        if (!batch->columns[i].facts.key &&
            !same_cell(up_rows_cell(batch, row, i),
                       up_rows_cell(batch, batch->row_count, i)))
            return false;
    return true;
}

static bool fold_newest(up_batch *batch, size_t row, bool *folded)
{
    size_t newer = batch->facts.newer;
    pair p = pair_of(batch, row, newer);
    int order = 1;
    if (p.b.kind == UP_CELL_NULL)
        order = -1;
    else if (p.a.kind != UP_CELL_NULL &&
             !up_value_compare(&batch->columns[newer].facts.type, p.b, p.a,
                               &order))
        return true;
    *folded = true;
    return order <= 0 || fold_by_rules(batch, row, folded);
}

/* A row that the database may refuse must reach it. */
static bool may_be_refused(const up_batch *batch, size_t row)
{
    for (size_t i = 0; i < batch->column_count; i++)
        if (batch->columns[i].facts.required &&
            up_rows_cell(batch, row, i).kind == UP_CELL_NULL)
            return true;
    return false;
}

bool up_fold(up_batch *batch, size_t row, bool *folded)
{
    *folded = false;
    if (batch->folding != UP_FOLDING_FIRST &&
        (may_be_refused(batch, row) || may_be_refused(batch, batch->row_count)))
        return true;
    switch (batch->folding) {
    case UP_FOLDING_NONE:
        return true;
    case UP_FOLDING_FIRST:
        *folded = true;
        return true;
    case UP_FOLDING_EQUAL:
        *folded = equal_rows(batch, row);
        return true;
    case UP_FOLDING_NEWEST:
        return fold_newest(batch, row, folded);
    case UP_FOLDING_RULES:
        return fold_by_rules(batch, row, folded);
    }
    return true;
}
