/* A CSV file while it is read: records (csv_record.c) out of chunks (csv.c). */
#ifndef UP_SOURCE_CSV_SOURCE_H
#define UP_SOURCE_CSV_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <csv.h>

#include "base/buffer.h"
#include "source/input.h"
#include "source/source.h"

/** The longest record, in bytes. */
#define UP_CSV_RECORD_MAXIMUM ((int64_t)64 * 1024 * 1024)

/* A field in the queue: where its value is in `bytes`. */
typedef struct up_csv_slot {
    size_t start;
    size_t length;
    bool null;
} up_csv_slot;

/** Where a complete row began: its line, and its raw bytes in the file. */
typedef struct up_csv_place {
    int64_t line;
    int64_t start;
    size_t length;
} up_csv_place;

typedef struct up_csv_source {
    up_source base;
    struct csv_parser parser;
    up_input input;
    bool header;
    char *null_text;
    size_t null_length;

    char *chunk;
    size_t chunk_size;
    size_t chunk_length;
    int64_t chunk_start; /* its offset in the file */

    /* The queue: complete rows, then what is there of the next record. */
    up_buffer bytes;
    up_csv_slot *slots; /* base.count of them for each row */
    size_t slot_count;
    size_t slot_capacity;
    up_csv_place *places; /* one for each complete row */
    size_t place_count;
    size_t place_capacity;
    up_buffer raw;     /* the bytes of the queue as they came, where they are */
    int64_t raw_start; /* kept, and their offset in the file */
    bool keeps_raw;
    size_t row_bytes; /* of `bytes`, in complete rows */
    size_t taken;     /* rows handed out */

    /* Where the parser is. Offsets are raw bytes of the file. */
    int64_t line;
    bool after_cr;
    int64_t record_line;
    int64_t record_start;
    int64_t field_start;
    int field_byte; /* the field's first one, when it is in an earlier chunk */
    size_t found;   /* fields of the record so far */
    int64_t rows;   /* complete, without the header */
    int64_t rows_taken;

    up_buffer name_bytes;
    const char **names;
    up_field *fields; /* of the row that is handed out */

    bool ended;           /* nothing more will be parsed */
    upsert_error failure; /* kept until the rows before it are taken */
} up_csv_source;

/** libcsv's callbacks: a field has ended, a record (or a blank line) has. */
void up_csv_end_field(void *data, size_t length, void *context);
void up_csv_end_record(int newline, void *context);

/** The first raw byte of the field being read, EOF when the file ends before
    it. */
int up_csv_first_byte(const up_csv_source *csv);

int64_t up_csv_count_lines(const char *text, size_t length);

/* Each of these ends the reading, once the rows before it are taken. */

void up_csv_fail_memory(up_csv_source *csv);

/** The record is too long. */
void up_csv_fail_length(up_csv_source *csv);

/** Fail at the field that is being read. */
__attribute__((format(printf, 3, 4))) void
up_csv_fail_field(up_csv_source *csv, int64_t line, const char *format, ...);

#endif
