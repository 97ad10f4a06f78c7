/* A program on the shared library that takes a plugin:
   host PLUGIN. The plugin loads, and the connection, which is none, fails. */
#include <stdio.h>

#include <upsert/upsert.h>

int main(int argc, char **argv)
{
    static const char *const COLUMNS[] = {"id"};
    const upsert_target target = {.connection = "Driver=/nowhere"};
    upsert_options *options = NULL;
    upsert_session *session = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = upsert_options_new(&options, &error);
    if (argc == 2 && status == UPSERT_OK)
        status = upsert_options_set(options, "target.dialect_plugin", argv[1],
                                    &error);
    if (status == UPSERT_OK)
        status =
            upsert_session_new(&target, options, COLUMNS, 1, &session, &error);
    upsert_options_free(options);
    puts(error.message);
    return status != UPSERT_CONNECTION;
}
