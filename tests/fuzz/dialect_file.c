/* Dialect files: what is taken renders statements. */
#include "fuzz.h"

#include "dialect/profile_file.h"
#include "dialect/sql.h"
#include "plan.h"

static void render(const upsert_dialect *dialect)
{
    static const char NAMES[] = "\0\0k\0v\"]`'\0n";
    fuzz_plan p;
    for (uint8_t how = 0; how < 64; how += 5) {
        uint8_t data[sizeof NAMES + 2];
        memcpy(data, NAMES, sizeof NAMES);
        memcpy(data + sizeof NAMES, "t", 2);
        data[0] = (uint8_t)(how * 4);
        data[1] = how & 15;
        HOLD(fuzz_plan_make(&p, data, sizeof NAMES + 1));
        upsert_sql sql;
        up_sql_init(&sql, dialect);
        p.plan.dialect = dialect;
        p.plan.transport = dialect->transport;
        dialect->render(&p.plan, 2, &sql);
        up_sql_dispose(&sql);
        fuzz_plan_dispose(&p);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);
    upsert_error error = UPSERT_ERROR_INIT;
    up_profile_file *profile = NULL;
    upsert_status status = up_profile_file_read(path, &profile, &error);
    if (status == UPSERT_OK) {
        render(up_profile_file_dialect(profile));
    } else {
        fuzz_hold_error(status, &error);
        HOLD(strncmp(error.message, path, strlen(path)) == 0);
    }
    up_profile_file_free(profile);
    return 0;
}
