#include "command.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---------------------------------------------------------------- files */

static char folder[64];

bool folder_make(void)
{
    snprintf(folder, sizeof folder, "/tmp/upsert-cli.XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0;
}

void folder_remove(void)
{
    DIR *entries = opendir(folder);
    for (struct dirent *e; entries && (e = readdir(entries));)
        if (e->d_name[0] != '.')
            unlinkat(dirfd(entries), e->d_name, 0);
    if (entries)
        closedir(entries);
    rmdir(folder);
}

void write_bytes(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

void write_file(const char *name, const char *text)
{
    if (text)
        write_bytes(name, text, strlen(text));
    else
        unlink(name);
}

char *read_bytes(const char *name, size_t *size)
{
    FILE *file = fopen(name, "rb");
    if (!file)
        return NULL;
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    for (int c; (c = getc(file)) != EOF;)
        putc(c, out);
    fclose(out);
    fclose(file);
    return text;
}

static char *read_file(const char *name)
{
    size_t size;
    return read_bytes(name, &size);
}

/* -------------------------------------------------------------- process */

static int wait_for(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

outcome run_command(const char *input, const char *const *arguments)
{
    const char *all[16] = {UPSERT_COMMAND};
    for (size_t i = 0; arguments[i]; i++) {
        assert_true(i + 2 < LENGTH(all));
        all[i + 1] = arguments[i];
    }
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, input ? input : "/dev/null",
                                     O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, ".out",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&files, 2, ".err",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid;
    assert_int_equal(posix_spawn(&pid, UPSERT_COMMAND, &files, NULL,
                                 (char *const *)all, environ),
                     0);
    posix_spawn_file_actions_destroy(&files);
    outcome o = {.status = wait_for(pid)};
    o.out = read_file(".out");
    o.err = read_file(".err");
    unlink(".out");
    unlink(".err");
    return o;
}

void outcome_dispose(outcome *o)
{
    free(o->out);
    free(o->err);
}

void expect_command(int status, const char *text, const char *const *arguments)
{
    outcome o = run_command(NULL, arguments);
    if (o.status != status)
        fail_msg("exit status %d instead of %d: %s", o.status, status, o.err);
    if (text[0])
        expect_contains(o.err, text);
    else
        assert_string_equal(o.err, "");
    outcome_dispose(&o);
}
