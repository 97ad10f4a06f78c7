/* Job files: what is taken can be set one by one, too. */
#include "job/job_file.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_options *options = NULL;
    HOLD(upsert_options_new(&options, &error) == UPSERT_OK);
    upsert_status status = up_job_file_read(path, options, &error);
    if (status != UPSERT_OK) {
        fuzz_hold_error(status, &error);
        HOLD(strncmp(error.message, path, strlen(path)) == 0);
    }
    upsert_options_free(options);
    return 0;
}
