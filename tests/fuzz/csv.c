/* CSV: the rows are the same however the file is cut into pieces. The first
   byte says how it is written. */
#include "source/csv.h"
#include "fuzz.h"
#include "rows.h"

static void read_all(const char *path, uint8_t how, size_t chunk,
                     up_buffer *text)
{
    static const char DELIMITERS[] = {',', ';', '\t',   '|',
                                      ' ', 'a', '\x01', '"' + 1};
    const up_csv_format format = {
        .path = path,
        .delimiter = DELIMITERS[how & 7],
        .header = how & 8,
        .null_text = how & 16 ? "NULL" : "",
        .chunk = chunk,
    };
    upsert_error error = UPSERT_ERROR_INIT;
    up_source *source = NULL;
    upsert_status status = up_csv_open(&format, &source, &error);
    if (status == UPSERT_OK)
        rows_describe(source, text);
    else
        rows_end(NULL, status, &error, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const char *path = fuzz_file(data + 1, size - 1);
    up_buffer whole = {0}, cut = {0};
    read_all(path, data[0], 0, &whole);
    read_all(path, data[0], 1 + (data[0] >> 5), &cut);
    HOLD(whole.length == cut.length &&
         memcmp(whole.data, cut.data, cut.length) == 0);
    up_buffer_dispose(&whole);
    up_buffer_dispose(&cut);
    return 0;
}
