#include "source/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static upsert_status cannot_read(const up_input *input, int number,
                                 upsert_error *error)
{
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "error %d", number);
    return up_error_set(error, UPSERT_FILE, "%s: cannot read: %s", input->name,
                        reason);
}

static upsert_status open_cancel(up_input *input, upsert_error *error)
{
    if (pipe(input->cancel) != 0)
        return cannot_read(input, errno, error);
    for (size_t i = 0; i < 2; i++)
        fcntl(input->cancel[i], F_SETFD, FD_CLOEXEC);
    return UPSERT_OK;
}

upsert_status up_input_open(up_input *input, const char *path,
                            upsert_error *error)
{
    bool standard = strcmp(path, "-") == 0;
    *input = (up_input){.fd = STDIN_FILENO, .cancel = {-1, -1}};
    input->name = strdup(standard ? "standard input" : path);
    if (!input->name)
        return up_error_memory(error);
    if (!standard)
        input->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0)
        return cannot_read(input, errno, error);
    input->own_fd = !standard;
    struct stat facts;
    if (fstat(input->fd, &facts) == 0 && S_ISREG(facts.st_mode))
        input->size = facts.st_size;
    else
        return open_cancel(input, error);
    return UPSERT_OK;
}

/* Wait until there is something to read. A file that cannot be waited for is
   read at once. @return false when it is cancelled before. */
static bool wait_for_more(const up_input *input)
{
    struct pollfd files[] = {{.fd = input->fd, .events = POLLIN},
                             {.fd = input->cancel[0], .events = POLLIN}};
    if (input->cancel[0] < 0)
        return true;
    while (poll(files, 2, -1) < 0)
        if (errno != EINTR)
            return true;
    return files[1].revents == 0;
}

upsert_status up_input_read(up_input *input, char *to, size_t wanted,
                            size_t *length, upsert_error *error)
{
    ssize_t got;
    *length = 0;
    if (!wait_for_more(input))
        return up_error_set(error, UPSERT_CANCELLED, "cancelled");
    do {
        got = read(input->fd, to, wanted);
    } while (got < 0 && errno == EINTR);
    *length = got < 0 ? 0 : (size_t)got;
    return got < 0 ? cannot_read(input, errno, error) : UPSERT_OK;
}

void up_input_cancel(const up_input *input)
{
    if (input->cancel[1] < 0)
        return;
    ssize_t written = write(input->cancel[1], "", 1);
    (void)written; /* a pipe that is full wakes as well */
}

void up_input_close(up_input *input)
{
    for (size_t i = 0; i < 2; i++)
        if (input->name && input->cancel[i] >= 0)
            close(input->cancel[i]);
    if (input->own_fd)
        close(input->fd);
    free(input->name);
    *input = (up_input){0};
}
