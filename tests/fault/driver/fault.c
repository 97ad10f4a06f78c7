/* Which call fails, and how. */
#include "fault.h"

#include <stdio.h>
#include <string.h>

fault_plan plan;
bool fault_near_commit;

__attribute__((visibility("default"))) fault_plan *fault_plan_of_driver(void);
fault_plan *fault_plan_of_driver(void)
{
    return &plan;
}

static handle *connection_of(handle *h)
{
    return h->type == SQL_HANDLE_STMT ? h->connection : h;
}

static void tell(handle *h, const char *sqlstate, SQLINTEGER native,
                 const char *text)
{
    record *r = &h->records[h->record_count++];
    r->sqlstate = sqlstate;
    r->native = native;
    snprintf(r->text, sizeof r->text, "%s", text);
}

/* As drivers do whose buffer for a message is small. */
static void tell_in_pieces(handle *h)
{
    static const char MESSAGE[] =
        "[Faulty]duplicate key: the value '" FAULT_SECRET "' of k is there";
    enum { PIECE = 9 };
    for (size_t at = 0; at < sizeof MESSAGE - 1; at += PIECE) {
        char piece[PIECE + 1];
        snprintf(piece, sizeof piece, "%s", MESSAGE + at);
        tell(h, "23505", 7, piece);
    }
}

/* Roll the real transaction back, whether it was begun by an attribute or by a
   statement. */
static void end_transaction(const handle *connection)
{
    SQLHSTMT statement;
    if (connection->type != SQL_HANDLE_DBC || !connection->own)
        return;
    real.SQLEndTran(SQL_HANDLE_DBC, connection->own, SQL_ROLLBACK);
    if (!SQL_SUCCEEDED(
            real.SQLAllocHandle(SQL_HANDLE_STMT, connection->own, &statement)))
        return;
    real.SQLExecDirect(statement, (SQLCHAR *)"ROLLBACK", SQL_NTS);
    real.SQLFreeHandle(SQL_HANDLE_STMT, statement);
}

static void lose(handle *h)
{
    handle *connection = connection_of(h);
    end_transaction(connection);
    connection->lost = true;
}

static SQLRETURN fail_lost(handle *h)
{
    tell(h, "08S01", 1, "[Faulty]the connection is lost");
    return SQL_ERROR;
}

/* Whether a fault of the plan's kind can hit a call. */
static bool can_hit(const handle *h, fault_target target)
{
    bool executes =
        target == TARGET_EXECUTION || target == TARGET_COMMITTING_EXECUTION;
    switch (plan.kind) {
    case FAULT_SERIALISE:
    case FAULT_FULL:
        return target >= TARGET_SERVER;
    case FAULT_ANSWER_LOST:
    case FAULT_LOST_QUIETLY:
        return target >= TARGET_PING;
    case FAULT_INFO:
        return target != TARGET_HANDLE;
    case FAULT_NO_COUNT:
        return target == TARGET_COUNT;
    case FAULT_NO_DATA:
        return executes || target == TARGET_FETCH;
    case FAULT_ROWS_LOST:
    case FAULT_ROWS_UNTOLD:
        return executes && h->rows > 1;
    default:
        return true;
    }
}

static bool its_turn(handle *h, const char *function, fault_target target)
{
    if (!plan.at || !can_hit(h, target) || ++plan.calls != plan.at)
        return false;
    plan.function = function;
    plan.commits = fault_near_commit || target == TARGET_COMMIT ||
                   target == TARGET_COMMITTING_EXECUTION;
    return true;
}

/* Faults for which the real call is not made. @return false: it is made. */
static bool fail_at_once(handle *h)
{
    switch (plan.kind) {
    case FAULT_MUTE:
        return true;
    case FAULT_PIECES:
        tell_in_pieces(h);
        return true;
    case FAULT_SERIALISE:
        end_transaction(connection_of(h));
        tell(h, "40001", 1, "[Faulty]another transaction was first");
        return true;
    case FAULT_FULL:
        end_transaction(connection_of(h));
        tell(h, "HY000", 13, "[Faulty]database or disk is full");
        return true;
    case FAULT_LOST:
        lose(h);
        fail_lost(h);
        return true;
    default:
        return false;
    }
}

bool fault_before(handle *h, const char *function, fault_target target,
                  SQLRETURN *code)
{
    h->record_count = 0;
    h->fails = false;
    *code = SQL_ERROR;
    if (connection_of(h)->lost) {
        *code =
            strcmp(function, "SQLEndTran") == 0 ? SQL_SUCCESS : fail_lost(h);
        return true;
    }
    h->fails = its_turn(h, function, target);
    if (target >= TARGET_PING)
        fault_near_commit = false;
    return h->fails && fail_at_once(h);
}

bool fault_is(const handle *h, fault_kind kind)
{
    return h->fails && plan.kind == kind;
}

SQLRETURN fault_after(handle *h, SQLRETURN code)
{
    if (!h->fails)
        return code;
    switch (plan.kind) {
    case FAULT_ANSWER_LOST:
        lose(h);
        return fail_lost(h);
    case FAULT_LOST_QUIETLY:
        lose(h);
        return code;
    case FAULT_INFO:
    case FAULT_ROWS_LOST:
    case FAULT_ROWS_UNTOLD:
        if (code != SQL_SUCCESS)
            return code;
        tell(h, "01000", 1, "[Faulty]something is worth a warning");
        return SQL_SUCCESS_WITH_INFO;
    default:
        return code;
    }
}
