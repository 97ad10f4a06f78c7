/* The smallest user of an installed libupsert. */
#include <stdio.h>

#include <upsert/dialect.h>
#include <upsert/upsert.h>

int main(void)
{
    upsert_options *options = NULL;
    upsert_error error = UPSERT_ERROR_INIT;

    if (upsert_options_new(&options, &error) != UPSERT_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    upsert_options_free(options);
    printf("libupsert %s\n", upsert_version());
    return 0;
}
