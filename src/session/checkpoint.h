/*
 * How far a run has come, kept in a table of the target's: a row for each
 * worker, written in the transaction of the rows that it speaks of.
 *
 * A run takes its rows over before it reads them, by writing to them. That
 * waits for a COMMIT which an earlier run, or a lost connection of this one,
 * has under way; and from then on such a run finds its rows in another's name,
 * and can commit nothing more.
 */
#ifndef UP_SESSION_CHECKPOINT_H
#define UP_SESSION_CHECKPOINT_H

#include "odbc/connection.h"
#include "schema/options.h"
#include "session/tally.h"

struct up_run;

/** How far a worker has come: what is committed of its rows. */
typedef struct up_mark {
    int64_t position; /* of the input row up to which all of its rows are in */
    bool finished;    /* and no row follows */
    up_tally tally;   /* what became of them */
} up_mark;

/** A hash as text, with its NUL. */
#define UP_HASH_SIZE 33

/** What a run's rows in the table have in common. */
typedef struct up_checkpoint {
    char *job;   /* owned; NULL: the run has no checkpoint */
    char *table; /* owned; as SQL */
    char input[UP_HASH_SIZE], settings[UP_HASH_SIZE];
    char owner[UP_HASH_SIZE]; /* of the rows, while this run has them */
} up_checkpoint;

/** What an earlier run has left. */
typedef enum up_checkpoint_found {
    UP_CHECKPOINT_NONE,      /* the run has no checkpoint */
    UP_CHECKPOINT_BEGUN,     /* nothing */
    UP_CHECKPOINT_CONTINUED, /* a part of this run */
    UP_CHECKPOINT_FINISHED   /* the whole of it */
} up_checkpoint_found;

/**
 * Take the run's checkpoint over, or begin one; make the table when it is not
 * there. Nothing is done unless run.checkpoint asks for it.
 * @param run          `checkpoint` is set in it; `workers` is how many a new
 * run has, and becomes how many it had that is continued.
 * @param[out] marks   of each worker; owned by the caller.
 * @param[out] found   what there was.
 * @return UPSERT_OK; UPSERT_OPTION for another input or other settings than
 *         those of a run that has not finished, and where the application runs
 *         the transactions; any status of the database.
 */
upsert_status up_checkpoint_open(struct up_run *run, up_connection *connection,
                                 const upsert_options *options, up_mark **marks,
                                 up_checkpoint_found *found,
                                 upsert_error *error);

/** Write a worker's row, within its open transaction. @return UPSERT_SQL when
    another run has taken it over. */
upsert_status up_checkpoint_write(const struct up_run *run,
                                  up_connection *connection, size_t worker,
                                  const up_mark *mark, upsert_error *error);

/** Read a worker's row, on a new connection, once nothing that an old one has
    sent can change it any more. Errors as up_checkpoint_write(). */
upsert_status up_checkpoint_read(const struct up_run *run,
                                 up_connection *connection, size_t worker,
                                 up_mark *mark, upsert_error *error);

void up_checkpoint_dispose(up_checkpoint *checkpoint);

/* fingerprint.c */

/** A hash of what decides what the input's rows mean and which worker they go
    to: options, and the table's columns. */
upsert_status up_fingerprint_settings(const struct up_run *run,
                                      const upsert_options *options,
                                      char hash[UP_HASH_SIZE],
                                      upsert_error *error);

/** A hash of a text. */
void up_fingerprint_text(const char *text, char hash[UP_HASH_SIZE]);

/** A text that nobody else has. */
upsert_status up_fingerprint_chance(char hash[UP_HASH_SIZE],
                                    upsert_error *error);

#endif
