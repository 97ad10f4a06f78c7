/* property DATABASE [--cases N] [--seed S] [--minutes M] [--without A,B]
   [--transport T]: random cases on one database. Seed S is that of the first;
   each is one more than the last. A transport is that of all cases that it
   carries. */
#include <errno.h>
#include <time.h>

#include "property.h"

typedef struct request {
    const database *database;
    uint64_t seed, cases, minutes; /* 0 minutes: no limit */
    unsigned aspects;
    const char *transport; /* NULL: as it is drawn */
} request;

/* -------------------------------------------------------------- arguments */

/* In the order of their bits. */
static const char *const ASPECTS[] = {
    "rules",  "touch",      "conditions", "duplicates",
    "nulls",  "absent",     "deletes",    "errors",
    "unique", "spellings",  "collations", "batches",
    "counts", "transports", "workers",    "shards",
    "rejects",
};

static bool read_number(const char *text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = text ? strtoull(text, &end, 10) : 0;
    return text && *text >= '0' && *text <= '9' && !*end && !errno;
}

/* Take names with commas between out of the aspects. */
static bool read_aspects(const char *text, unsigned *aspects)
{
    while (*text) {
        size_t length = strcspn(text, ","), i = 0;
        while (i < LENGTH(ASPECTS) && (strlen(ASPECTS[i]) != length ||
                                       strncmp(text, ASPECTS[i], length) != 0))
            i++;
        if (i == LENGTH(ASPECTS))
            return false;
        *aspects &= ~(1u << i);
        text += length + (text[length] == ',');
    }
    return true;
}

static bool read_argument(const char *name, const char *value, request *r)
{
    if (strcmp(name, "--without") == 0)
        return read_aspects(value, &r->aspects);
    if (strcmp(name, "--transport") == 0)
        return strstr(r->database->transports, r->transport = value) != NULL;
    uint64_t *number = strcmp(name, "--cases") == 0     ? &r->cases
                       : strcmp(name, "--seed") == 0    ? &r->seed
                       : strcmp(name, "--minutes") == 0 ? &r->minutes
                                                        : NULL;
    return number && read_number(value, number);
}

static bool read_arguments(int count, char **arguments, request *r)
{
    if (count < 2 || count % 2 || !(r->database = find_database(arguments[1])))
        return false;
    bool limited = false;
    for (int i = 2; i < count; i += 2) {
        if (!read_argument(arguments[i], arguments[i + 1], r))
            return false;
        limited |= strcmp(arguments[i], "--cases") == 0;
    }
    if (r->minutes && !limited)
        r->cases = UINT64_MAX;
    return true;
}

/* ------------------------------------------------------------------ cases */

/* @return whether the law held. */
static bool run_one(fixture *f, const request *r, uint64_t seed)
{
    static property_case c;
    property_finding finding;
    property_generate(f->database, r->aspects, seed, &c);
    if (r->transport)
        c.transport = r->transport;
    if (property_check(f, &c, &finding))
        return true;
    print_message("seed %llu: %s\n", (unsigned long long)seed, finding.text);
    property_shrink(f, &c, &finding);
    property_report(f, &c, &finding);
    return false;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool run_all_cases(fixture *f, const request *r)
{
    double begin = now(), end = begin + (double)r->minutes * 60;
    uint64_t done = 0;
    bool held = true;
    print_message("%s: from seed %llu\n", r->database->name,
                  (unsigned long long)r->seed);
    while (held && done < r->cases && (!r->minutes || now() < end))
        held = run_one(f, r, r->seed + done++);
    print_message("%s: %llu cases%s, %.1f ms each\n", r->database->name,
                  (unsigned long long)done, held ? "" : ", the last failed",
                  (now() - begin) * 1000 / (double)(done ? done : 1));
    return held;
}

int main(int argc, char **argv)
{
    request r = {.seed = 1, .cases = 500, .aspects = ~0u};
    if (!read_arguments(argc, argv, &r)) {
        fputs("Usage: property DATABASE [--cases N] [--seed S] [--minutes M]"
              " [--without ASPECT,..] [--transport NAME]\nAspects:",
              stderr);
        for (size_t i = 0; i < LENGTH(ASPECTS); i++)
            fprintf(stderr, " %s", ASPECTS[i]);
        fputc('\n', stderr);
        return 2;
    }
    fixture f;
    void *state = &f;
    bool held = false;
    if (fixture_init(&f, r.database)) {
        fixture_begin(&state);
        property_set_up(&f);
        held = run_all_cases(&f, &r);
        property_drop_tables(&f);
        fixture_end(&state);
    }
    fixture_dispose(&f);
    return held ? 0 : 1;
}
