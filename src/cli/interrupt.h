/*
 * Ctrl-C: the first SIGINT or SIGTERM cancels the job, the second ends the
 * process at once. A thread waits for them; no other one is disturbed.
 */
#ifndef UP_CLI_INTERRUPT_H
#define UP_CLI_INTERRUPT_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

#include "job/job.h"

/** What a signal finds the command at. */
typedef enum up_interrupt_phase {
    UP_INTERRUPT_OPENING, /* nothing is changed yet: it can be left at once */
    UP_INTERRUPT_RUNNING, /* the job can be cancelled */
    UP_INTERRUPT_ENDING   /* it is over, or nearly */
} up_interrupt_phase;

/** Leaves the command while it is opening, in the thread that waits; does not
    return. */
typedef void up_interrupt_leave(void *context);

typedef struct up_interrupt {
    up_job *job; /* borrowed while RUNNING */
    up_interrupt_leave *leave;
    void *context;

    sigset_t awaited, before;
    pthread_t thread;
    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    up_interrupt_phase phase;
    bool heard, stopped;
} up_interrupt;

/**
 * Begin to wait for the signals, in the phase OPENING. Those that are ignored
 * stay so.
 * @param interrupt  with its first members set; stays where it is until
 *                   up_interrupt_stop().
 * @return UPSERT_OK; UPSERT_MEMORY, and there is nothing to stop.
 */
upsert_status up_interrupt_start(up_interrupt *interrupt, upsert_error *error);

/** Say what the command is at. @return whether a signal came before. */
bool up_interrupt_enter(up_interrupt *interrupt, up_interrupt_phase phase);

/** Stop waiting for them. */
void up_interrupt_stop(up_interrupt *interrupt);

#endif
