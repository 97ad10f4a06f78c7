/* Prints the keys of a dialect file as docs/dialects.md lists them. */
#include <stdio.h>

#include "base/buffer.h"
#include "dialect/profile_keys.h"

int main(void)
{
    up_buffer text = {0};
    up_option_set_document(&up_profile_options, &text);
    bool good = !text.failed &&
                fwrite(text.data, 1, text.length, stdout) == text.length &&
                fflush(stdout) == 0;
    up_buffer_dispose(&text);
    return good ? 0 : 1;
}
