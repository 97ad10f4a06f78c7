/* Prints a document that is generated: upsert-docs options > docs/options.md */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "dialect/matrix.h"
#include "schema/options.h"

int main(int argc, char **argv)
{
    up_buffer text = {0};
    const char *name = argc == 2 ? argv[1] : "";
    if (strcmp(name, "options") == 0)
        up_options_document(&text);
    else if (strcmp(name, "databases") == 0)
        up_dialects_document(&text);
    else
        return fputs("usage: upsert-docs options|databases\n", stderr) < 0 ? 1
                                                                           : 2;
    bool good = !text.failed &&
                fwrite(text.data, 1, text.length, stdout) == text.length &&
                fflush(stdout) == 0;
    up_buffer_dispose(&text);
    return good ? 0 : 1;
}
