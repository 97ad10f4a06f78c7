/* A driver's message, masked: it becomes no longer and is still a text. */
#include "fuzz.h"

#include "odbc/diagnose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    size_t before = strlen(text);
    up_message_mask(text);
    HOLD(strlen(text) <= before);
    free(text);
    return 0;
}
