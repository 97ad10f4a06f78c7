/* A JSON Lines file while it is read: lines (jsonl.c), and the fields in them
   (jsonl_row.c). */
#ifndef UP_SOURCE_JSONL_SOURCE_H
#define UP_SOURCE_JSONL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <yajl/yajl_parse.h>

#include "base/buffer.h"
#include "source/input.h"
#include "source/source.h"
#include "source/wanted.h"

/** The longest line, in bytes. */
#define UP_JSONL_LINE_MAXIMUM ((size_t)64 * 1024 * 1024)

/** How deep values stand in each other; a row's own object counts. */
#define UP_JSONL_DEPTH_MAXIMUM 512

typedef struct up_jsonl_source {
    up_source base;
    up_input input;
    up_wanted wanted;

    /* What was read: lines that are done, this one, and what follows. */
    char *data;
    size_t capacity;
    size_t length;
    size_t next; /* where the next line begins */
    size_t chunk;
    bool input_ended;

    const char *line; /* without its LF */
    size_t line_length;
    int64_t line_number;
    int64_t rows;

    /* Where the parser is in the line. */
    yajl_handle parser;
    size_t end;       /* of the last token but a colon or comma */
    char separator;   /* a colon or comma that must come next; 0: neither */
    int depth;        /* 1 in the row's own object */
    bool complete;    /* the row's object is closed */
    size_t slot;      /* of the value to come; UP_WANTED_NONE: passed over */
    size_t nested;    /* where the object or array began that is a value */
    up_buffer bytes;  /* values that do not stand in the line as they are */
    size_t *starts;   /* in `bytes`, of the fields whose data is NULL */
    up_field *fields; /* of the row that is handed out */

    bool ended;
    upsert_error failure;
} up_jsonl_source;

/** Make the parser. @return false when memory is short. */
bool up_jsonl_begin(up_jsonl_source *jsonl);

/** Read the fields of the line, or fail. */
void up_jsonl_read_fields(up_jsonl_source *jsonl);

/** Whether a line is white space from an offset on; else where it is not. */
bool up_jsonl_blank(const up_jsonl_source *jsonl, size_t *offset);

/* Each of these ends the reading. */

void up_jsonl_fail_memory(up_jsonl_source *jsonl);

/** Fail at a byte of the line, counted from 0. */
__attribute__((format(printf, 3, 4))) void
up_jsonl_fail(up_jsonl_source *jsonl, size_t offset, const char *format, ...);

#endif
