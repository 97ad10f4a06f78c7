/* replay FOLDER: feed each file of a corpus to the fuzzer. */
#include "fuzz.h"

#include <dirent.h>

static void replay(const char *folder, const char *name)
{
    char path[4096];
    char *text = NULL;
    size_t size;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    HOLD(file);
    FILE *out = open_memstream(&text, &size);
    for (int c; (c = getc(file)) != EOF;)
        putc(c, out);
    fclose(file);
    fclose(out);
    /* of its own size, so that a byte read behind it is seen */
    uint8_t *data = malloc(size ? size : 1);
    HOLD(data);
    memcpy(data, text, size);
    free(text);
    HOLD(LLVMFuzzerTestOneInput(data, size) == 0);
    free(data);
}

int main(int argc, char **argv)
{
    size_t count = 0;
    DIR *entries = argc > 1 ? opendir(argv[1]) : NULL;
    for (struct dirent *e; entries && (e = readdir(entries));)
        if (e->d_name[0] != '.') {
            replay(argv[1], e->d_name);
            count++;
        }
    if (entries)
        closedir(entries);
    printf("%zu inputs\n", count);
    return count ? 0 : 1;
}
