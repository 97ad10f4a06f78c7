#include "job/rejects_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "job/reject_row.h"

/* So much is written at a time. */
#define PART ((size_t)64 * 1024)

static upsert_status cannot_write(const char *path, int number,
                                  upsert_error *error)
{
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "error %d", number);
    return up_error_set(error, UPSERT_FILE, "%s: cannot write: %s", path,
                        reason);
}

/* ------------------------------------------------------------------ writing */

upsert_status up_rejects_file_truncate(up_rejects_file *file, int64_t length,
                                       upsert_error *error)
{
    up_buffer_reset(&file->text);
    if (!file->regular)
        return UPSERT_OK;
    if (ftruncate(file->fd, length) != 0 ||
        lseek(file->fd, length, SEEK_SET) < 0)
        return cannot_write(file->path, errno, error);
    file->written = length;
    return UPSERT_OK;
}

static void end(void *context, int kept)
{
    up_rejects_file *file = context;
    if (kept) {
        file->kept = file->written;
        return;
    }
    /* An error here meets the next row, too; what is left over is no harm to
       the table. */
    upsert_status status = up_rejects_file_truncate(file, file->kept, NULL);
    (void)status;
}

static upsert_status write_all(up_rejects_file *file, upsert_error *error)
{
    size_t done = 0;
    while (done < file->text.length) {
        ssize_t some =
            write(file->fd, file->text.data + done, file->text.length - done);
        if (some < 0 && errno == EINTR)
            continue;
        if (some < 0) {
            upsert_status status = cannot_write(file->path, errno, error);
            end(file, false); /* nothing half-written stays */
            return status;
        }
        done += (size_t)some;
        file->written += some;
    }
    up_buffer_reset(&file->text);
    return UPSERT_OK;
}

int64_t up_rejects_file_length(const up_rejects_file *file)
{
    return file->written + (int64_t)file->text.length;
}

/* ----------------------------------------------------------------- the rows */

upsert_status up_rejects_file_attach(up_rejects_file *file,
                                     upsert_session *session,
                                     const up_source_row *row,
                                     upsert_error *error)
{
    up_buffer_reset(&file->place);
    up_buffer_append(&file->place, &row->line, sizeof row->line);
    up_buffer_append(&file->place, row->raw, row->raw_length);
    if (file->place.failed)
        return up_error_memory(error);
    return upsert_row_attach(session, file->place.data, file->place.length,
                             error);
}

static up_reject_row row_of(const upsert_reject *reject)
{
    up_reject_row row = {.reason = reject->reason};
    memcpy(&row.line, reject->attachment, sizeof row.line);
    row.raw = (const char *)reject->attachment + sizeof row.line;
    row.raw_length = reject->attachment_length - sizeof row.line;
    return row;
}

static bool append(up_rejects_file *file, const up_reject_row *row)
{
    if (!file->delimiter)
        return up_reject_row_json(row, &file->text) && !file->text.failed;
    if (file->header && up_rejects_file_length(file) == 0)
        up_reject_row_header(file->source, file->delimiter, &file->text);
    up_reject_row_csv(file->source, file->delimiter, row, &file->text);
    return !file->text.failed;
}

static upsert_status take(void *context, const upsert_reject *reject,
                          upsert_error *error)
{
    up_rejects_file *file = context;
    const up_reject_row row = row_of(reject);
    if (!append(file, &row))
        return up_error_memory(error);
    return file->text.length < PART ? UPSERT_OK : write_all(file, error);
}

static upsert_status settle(void *context, upsert_error *error)
{
    up_rejects_file *file = context;
    upsert_status status = write_all(file, error);
    if (status == UPSERT_OK && file->regular && fsync(file->fd) != 0)
        status = cannot_write(file->path, errno, error);
    return status;
}

upsert_reject_listener up_rejects_file_listener(up_rejects_file *file)
{
    return (upsert_reject_listener){
        .context = file, .take = take, .settle = settle, .end = end};
}

/* -------------------------------------------------------- opening and closing
 */

static bool is_same_file(const char *path, const char *other)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0 && S_ISREG(a.st_mode) &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* So that the new file is found after a crash of the machine. */
static void settle_folder(char *path)
{
    int folder = open(dirname(path), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (folder < 0)
        return;
    (void)fsync(folder); /* some file systems cannot */
    close(folder);
}

upsert_status up_rejects_file_open(up_rejects_file *file, const char *path,
                                   const up_source *source, char delimiter,
                                   bool header, upsert_error *error)
{
    *file = (up_rejects_file){
        .source = source, .delimiter = delimiter, .header = header, .fd = -1};
    if (is_same_file(path, source->name))
        return up_error_set(error, UPSERT_OPTION,
                            "run.rejects: %s is the source itself", path);
    char *folder = strdup(path);
    file->path = strdup(path);
    if (!file->path || !folder) {
        free(folder);
        return up_error_memory(error);
    }
    file->fd =
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)0666);
    struct stat facts;
    if (file->fd >= 0 && fstat(file->fd, &facts) == 0)
        file->regular = S_ISREG(facts.st_mode);
    upsert_status status =
        file->fd < 0 ? cannot_write(path, errno, error) : UPSERT_OK;
    if (file->regular)
        settle_folder(folder);
    free(folder);
    return status;
}

void up_rejects_file_close(up_rejects_file *file)
{
    if (file->path && file->fd >= 0) {
        if (file->regular && file->written == 0)
            unlink(file->path);
        close(file->fd);
    }
    free(file->path);
    up_buffer_dispose(&file->text);
    up_buffer_dispose(&file->place);
    *file = (up_rejects_file){.fd = -1};
}
