/* JSON Lines: the rows are the same however the file is cut into pieces. The
   first byte says which fields are wanted. */
#include "source/jsonl.h"
#include "fuzz.h"
#include "rows.h"

static void read_all(const char *path, uint8_t how, size_t chunk,
                     up_buffer *text)
{
    static const char *const NAMES[] = {"a", "key", "\u00e4", ""};
    const up_jsonl_format format = {.path = path, .chunk = chunk};
    const up_expected expected = {
        .names = NAMES,
        .count = 1 + (how & 3),
        .any_case = how & 4,
        .why_no_other = how & 8 ? "there is none" : NULL,
    };
    upsert_error error = UPSERT_ERROR_INIT;
    up_source *source = NULL;
    upsert_status status = up_jsonl_open(&format, &source, &error);
    if (status == UPSERT_OK)
        status = up_source_expect(source, &expected, &error);
    if (status == UPSERT_OK)
        rows_describe(source, text);
    else
        rows_end(source, status, &error, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const char *path = fuzz_file(data + 1, size - 1);
    up_buffer whole = {0}, cut = {0};
    read_all(path, data[0], 0, &whole);
    read_all(path, data[0], 1 + (data[0] >> 4), &cut);
    HOLD(whole.length == cut.length &&
         memcmp(whole.data, cut.data, cut.length) == 0);
    up_buffer_dispose(&whole);
    up_buffer_dispose(&cut);
    return 0;
}
