#include "cli/interrupt.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"

/* Those that whoever started us has ignored are not ours to take. */
static const int SIGNALS[] = {SIGINT, SIGTERM};
#define SIGNAL_COUNT (sizeof SIGNALS / sizeof *SIGNALS)

static sigset_t awaited(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction now;
        if (sigaction(SIGNALS[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&set, SIGNALS[i]);
    }
    return set;
}

/* ------------------------------------------------------------ the thread */

/* What progress is shown stays above what comes next on the terminal. */
static void end_at_once(int signal)
{
    (void)signal;
    if (isatty(STDERR_FILENO) && write(STDERR_FILENO, "\n", 1) < 0)
        _exit(UP_EXIT_INTERRUPTED);
    _exit(UP_EXIT_INTERRUPTED);
}

/* This thread alone does not block them any more. */
static void end_at_next(const sigset_t *set)
{
    struct sigaction action = {.sa_handler = end_at_once};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        if (sigismember(set, SIGNALS[i]))
            sigaction(SIGNALS[i], &action, NULL);
    pthread_sigmask(SIG_UNBLOCK, set, NULL);
}

static void answer(up_interrupt *interrupt)
{
    end_at_next(&interrupt->awaited);
    if (interrupt->phase == UP_INTERRUPT_OPENING)
        interrupt->leave(interrupt->context);
    if (interrupt->phase == UP_INTERRUPT_RUNNING)
        up_job_cancel(interrupt->job);
}

static void *listen(void *data)
{
    up_interrupt *interrupt = data;
    int signal;
    sigwait(&interrupt->awaited, &signal);
    pthread_mutex_lock(&interrupt->mutex);
    interrupt->heard = true;
    if (!interrupt->stopped)
        answer(interrupt);
    while (!interrupt->stopped)
        pthread_cond_wait(&interrupt->changed, &interrupt->mutex);
    pthread_mutex_unlock(&interrupt->mutex);
    return NULL;
}

/* ---------------------------------------------------------------- public */

upsert_status up_interrupt_start(up_interrupt *interrupt, upsert_error *error)
{
    interrupt->awaited = awaited();
    interrupt->phase = UP_INTERRUPT_OPENING;
    interrupt->heard = interrupt->stopped = false;
    pthread_mutex_init(&interrupt->mutex, NULL);
    pthread_cond_init(&interrupt->changed, NULL);
    pthread_sigmask(SIG_BLOCK, &interrupt->awaited, &interrupt->before);
    if (pthread_create(&interrupt->thread, NULL, listen, interrupt) == 0)
        return UPSERT_OK;
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
    return up_error_set(error, UPSERT_MEMORY, "cannot start a thread");
}

bool up_interrupt_enter(up_interrupt *interrupt, up_interrupt_phase phase)
{
    pthread_mutex_lock(&interrupt->mutex);
    interrupt->phase = phase;
    bool heard = interrupt->heard;
    pthread_mutex_unlock(&interrupt->mutex);
    return heard;
}

/* Of what the thread does when no signal came only the wait can be cancelled.
 */
void up_interrupt_stop(up_interrupt *interrupt)
{
    pthread_mutex_lock(&interrupt->mutex);
    interrupt->stopped = true;
    bool waits = !interrupt->heard;
    pthread_cond_signal(&interrupt->changed);
    pthread_mutex_unlock(&interrupt->mutex);
    if (waits)
        pthread_cancel(interrupt->thread);
    pthread_join(interrupt->thread, NULL);
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
    pthread_cond_destroy(&interrupt->changed);
    pthread_mutex_destroy(&interrupt->mutex);
}
