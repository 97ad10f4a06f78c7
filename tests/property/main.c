/* property DATABASE [--cases N] [--seed S] [--minutes M]: random cases on one
   database. Seed S is that of the first; each is one more than the last. */
#include <errno.h>
#include <time.h>

#include "property.h"

typedef struct request {
    const database *database;
    uint64_t seed, cases, minutes; /* 0 minutes: no limit */
} request;

static bool read_number(const char *text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = text ? strtoull(text, &end, 10) : 0;
    return text && *text >= '0' && *text <= '9' && !*end && !errno;
}

static bool read_arguments(int count, char **arguments, request *r)
{
    if (count < 2 || !(r->database = find_database(arguments[1])))
        return false;
    bool limited = false;
    for (int i = 2; i < count; i += 2) {
        const char *name = arguments[i];
        uint64_t *number = strcmp(name, "--cases") == 0     ? &r->cases
                           : strcmp(name, "--seed") == 0    ? &r->seed
                           : strcmp(name, "--minutes") == 0 ? &r->minutes
                                                            : NULL;
        if (!number || i + 1 == count || !read_number(arguments[i + 1], number))
            return false;
        limited |= number == &r->cases;
    }
    if (r->minutes && !limited)
        r->cases = UINT64_MAX;
    return true;
}

/* @return whether the law held. */
static bool run_one(fixture *f, uint64_t seed)
{
    static property_case c;
    property_finding finding;
    property_generate(f->database, seed, &c);
    if (property_check(f, &c, &finding))
        return true;
    print_message("seed %llu: %s\n", (unsigned long long)seed, finding.text);
    property_shrink(f, &c, &finding);
    property_report(f, &c, &finding);
    return false;
}

static bool run_all_cases(fixture *f, const request *r)
{
    time_t end = time(NULL) + (time_t)r->minutes * 60;
    uint64_t done = 0;
    bool held = true;
    print_message("%s: from seed %llu\n", r->database->name,
                  (unsigned long long)r->seed);
    while (held && done < r->cases && (!r->minutes || time(NULL) < end))
        held = run_one(f, r->seed + done++);
    print_message("%s: %llu cases%s\n", r->database->name,
                  (unsigned long long)done, held ? "" : ", the last failed");
    return held;
}

int main(int argc, char **argv)
{
    request r = {.seed = 1, .cases = 500};
    if (!read_arguments(argc, argv, &r)) {
        fputs("Usage: property DATABASE [--cases N] [--seed S] [--minutes M]\n",
              stderr);
        return 2;
    }
    fixture f;
    void *state = &f;
    bool held = false;
    if (fixture_init(&f, r.database)) {
        fixture_begin(&state);
        held = run_all_cases(&f, &r);
        property_drop_tables(&f);
        fixture_end(&state);
    }
    fixture_dispose(&f);
    return held ? 0 : 1;
}
