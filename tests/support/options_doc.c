/* Prints docs/options.md. */
#include <stdio.h>

#include "base/buffer.h"
#include "schema/options.h"

int main(void)
{
    up_buffer text = {0};
    bool good = up_options_document(&text) &&
                fwrite(text.data, 1, text.length, stdout) == text.length &&
                fflush(stdout) == 0;
    up_buffer_dispose(&text);
    return good ? 0 : 1;
}
