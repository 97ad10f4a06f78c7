#include "odbc/diagnose.h"

#include <string.h>

#include <sql.h>
#include <sqlext.h>

#include "base/error.h"

upsert_status up_sqlstate_status(const char *sqlstate)
{
    static const struct {
        const char *beginning; /* the longest one is first */
        upsert_status status;
    } STATES[] = {
        {"23505", UPSERT_DUPLICATE_KEY},   {"21000", UPSERT_ROW_TWICE},
        {"21506", UPSERT_ROW_TWICE},       {"40", UPSERT_RETRY_TRANSACTION},
        {"55P03", UPSERT_RETRY_STATEMENT}, {"57014", UPSERT_CANCELLED},
        {"HY008", UPSERT_CANCELLED},       {"HYT", UPSERT_CANCELLED},
        {"57P", UPSERT_CONNECTION},        {"08", UPSERT_CONNECTION},
        {"28", UPSERT_CONNECTION},         {"3D", UPSERT_CONNECTION},
        {"IM", UPSERT_CONNECTION},         {"HY001", UPSERT_MEMORY},
        {"53200", UPSERT_MEMORY},          {"22", UPSERT_VALUE},
        {"23", UPSERT_CONSTRAINT},         {"44", UPSERT_CONSTRAINT},
        {"P0001", UPSERT_CONSTRAINT}, /* raised by a trigger */
        {"45000", UPSERT_CONSTRAINT},
    };
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (strncmp(sqlstate, STATES[i].beginning,
                    strlen(STATES[i].beginning)) == 0)
            return STATES[i].status;
    return UPSERT_SQL;
}

static char *skip_tags(char *message)
{
    while (*message == '[') {
        char *end = strchr(message, ']');
        if (!end)
            break;
        message = end + 1;
    }
    return message + strspn(message, " ");
}

/* From a quote at `open`: cut the text up to the last such quote. */
static void mask_quoted(char *open)
{
    char *close = strrchr(open, *open);
    if (close <= open + 1)
        return;
    char *to = open + 1;
    for (int i = 0; i < 3 && to < close; i++)
        *to++ = '.';
    memmove(to, close, strlen(close) + 1);
}

void up_message_mask(char *message)
{
    static const char *const BEFORE_VALUE[] = {": ", "value ", "entry "};
    char *text = skip_tags(message);
    memmove(message, text, strlen(text) + 1);
    char *detail = strstr(message, "DETAIL:");
    if (detail)
        *detail = '\0';
    for (size_t i = 0; i < sizeof BEFORE_VALUE / sizeof *BEFORE_VALUE; i++) {
        size_t length = strlen(BEFORE_VALUE[i]);
        char *at = message;
        while ((at = strstr(at, BEFORE_VALUE[i])) != NULL) {
            at += length;
            if (*at == '"' || *at == '\'')
                mask_quoted(at);
        }
    }
    size_t length = strlen(message);
    while (length &&
           (message[length - 1] == ' ' || message[length - 1] == '\n'))
        message[--length] = '\0';
}

/* All records of a handle: the first one's codes, and the texts of those that
   carry its SQLSTATE, for a driver may cut one message into several. */
typedef struct records {
    SQLCHAR sqlstate[6];
    SQLINTEGER native;
    char text[2048];
} records;

static size_t read_records(SQLSMALLINT handle_type, SQLHANDLE handle,
                           records *all)
{
    size_t length = 0;
    SQLSMALLINT number = 1;
    for (; number < 32; number++) {
        SQLCHAR sqlstate[6] = "";
        SQLINTEGER native = 0;
        char text[1024] = "";
        SQLSMALLINT ignored;
        SQLRETURN code =
            SQLGetDiagRec(handle_type, handle, number, sqlstate, &native,
                          (SQLCHAR *)text, sizeof text - 1, &ignored);
        if (!SQL_SUCCEEDED(code))
            break;
        text[sizeof text - 1] = '\0';
        if (number == 1) {
            memcpy(all->sqlstate, sqlstate, sizeof sqlstate);
            all->native = native;
        } else if (memcmp(all->sqlstate, sqlstate, 5) != 0) {
            continue;
        }
        size_t part = strlen(text);
        if (part > sizeof all->text - 1 - length)
            part = sizeof all->text - 1 - length;
        memcpy(all->text + length, text, part);
        length += part;
    }
    return (size_t)number - 1;
}

upsert_status up_diagnose(short handle_type, void *handle,
                          up_classify *classify, upsert_error *error)
{
    records all = {.sqlstate = "HY000"};
    if (read_records(handle_type, handle, &all) == 0)
        return up_error_set(error, UPSERT_SQL,
                            "the driver failed without saying why");
    const char *sqlstate = (const char *)all.sqlstate;
    upsert_status status = UPSERT_OK;
    if (classify)
        status = classify(sqlstate, all.native, all.text);
    if (status == UPSERT_OK)
        status = up_sqlstate_status(sqlstate);
    up_message_mask(all.text);
    bool first = error && error->status == UPSERT_OK;
    up_error_set(error, status, "%s (SQLSTATE %s, native code %d)", all.text,
                 sqlstate, (int)all.native);
    if (first) {
        memcpy(error->sqlstate, sqlstate, sizeof error->sqlstate);
        error->native = all.native;
    }
    return status;
}
