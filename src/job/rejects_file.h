/*
 * The file of rejected rows. Rows of a transaction have their place on the disk
 * before it is committed, and are taken out again when it is rolled back.
 */
#ifndef UP_JOB_REJECTS_FILE_H
#define UP_JOB_REJECTS_FILE_H

#include "base/buffer.h"
#include "source/source.h"

/** All zero: there is none. */
typedef struct up_rejects_file {
    const up_source *source; /* borrowed */
    char delimiter;          /* of CSV; 0: JSON Lines */
    bool header;
    char *path; /* owned */
    int fd;
    bool regular;    /* can be cut, and is on a disk */
    up_buffer text;  /* what is not written yet */
    int64_t written; /* bytes of the file */
    int64_t kept;    /* of these, in transactions that are over */
    up_buffer place; /* of upsert_row_attach(); for a moment */
} up_rejects_file;

/**
 * Create the file, or empty it.
 * @param path       of the file; must not be the source's.
 * @param source     what the rows come from; borrowed until it is closed.
 * @param delimiter  of a CSV file; 0 for JSON Lines.
 * @param header     whether a CSV file has one.
 * @param[out] file  up_rejects_file_close() ends it, also after an error.
 * @return UPSERT_OK; UPSERT_FILE; UPSERT_OPTION; UPSERT_MEMORY.
 */
upsert_status up_rejects_file_open(up_rejects_file *file, const char *path,
                                   const up_source *source, char delimiter,
                                   bool header, upsert_error *error);

/** Attach to the row that the session builds what the file needs of it. */
upsert_status up_rejects_file_attach(up_rejects_file *file,
                                     upsert_session *session,
                                     const up_source_row *row,
                                     upsert_error *error);

/** What tells the file of rejected rows. */
upsert_reject_listener up_rejects_file_listener(up_rejects_file *file);

/** The bytes of the rows taken so far. */
int64_t up_rejects_file_length(const up_rejects_file *file);

/** Cut the file behind as many bytes. @return UPSERT_OK or UPSERT_FILE. */
upsert_status up_rejects_file_truncate(up_rejects_file *file, int64_t length,
                                       upsert_error *error);

/** Close it, and remove it where it holds no row. */
void up_rejects_file_close(up_rejects_file *file);

#endif
