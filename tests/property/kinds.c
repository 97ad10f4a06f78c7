/* The types of the columns and the values that they are given. */
#include "draw.h"

#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define EMOJI "\xf0\x9f\x98\x80"

/* Few values, so that they come again, some in two spellings. */
static const property_kind KEY_KINDS[] = {
    {.type = "<integer>",
     .values = VALUES("7", "07", "007", "+7", "1", "2", "-3", "0", "10"),
     .traits = PLAIN,
     .rare = "777"},
    {.type = "<integer>",
     .values = VALUES("1", "2", "3", "4", "5", "6", "8", "9", "10", "11", "12",
                      "13", "14", "15", "16", "17", "18", "19"),
     .traits = PLAIN,
     .rare = "777"},
    {.type = "<bigint>",
     .values = VALUES("5000000000", "05000000000", "-1", "1", "01", "2"),
     .traits = PLAIN,
     .rare = "6000000001"},
    {.type = "<decimal>",
     .values = VALUES("1.5", "1.50", "1.500", "2", "2.0", "-0.25", "0", "0.0",
                      "15e-1", ".5", "0.5"),
     .rare = "77.25"},
    {.type = "<text>",
     .values = VALUES("a", "A", "b", "a ", "", "it's", "?", "\"q\"", EMOJI,
                      "\xc3\xa9", "e"),
     .rare = "rare"},
    {.type = "<text:40>",
     .values = VALUES("anvil", "bolt", "crate", "drill", "Anvil", "BOLT"),
     .rare = "rare"},
    {.type = "<date>",
     .values = VALUES("2024-01-01", "2024-02-29", "1999-12-31", "2000-01-01"),
     .traits = PLAIN,
     .rare = "2030-05-06"},
    {.type = "<timestamp>",
     .values = VALUES("2024-01-01 12:00:00", "2024-01-01 12:00:00.000",
                      "2024-01-01 12:00:00.5", "1999-12-31 23:59:59"),
     .rare = "2030-05-06 07:08:09"},
    {.type = "<boolean>", .values = VALUES("0", "1")},
    {.database = "postgresql",
     .type = "<binary>",
     .values = VALUES("a", "A", "a ", "\x01\xff", "\\"),
     .traits = BYTES,
     .rare = "\xfe"},
    {.database = "sqlite",
     .type = "<binary>",
     .values = VALUES("a", "A", "a ", "\x01\xff", "\\"),
     .traits = BYTES,
     .rare = "\xfe"},
    {.database = "mariadb",
     .type = "varbinary(40)",
     .values = VALUES("a", "A", "a ", "\x01\xff", "\\"),
     .traits = BYTES,
     .rare = "\xfe"},
    {.database = "mysql",
     .type = "varbinary(40)",
     .values = VALUES("a", "A", "a ", "\x01\xff", "\\"),
     .traits = BYTES,
     .rare = "\xfe"},
};

/* Of which several texts are one key. */
#define LAPTOPS VALUES("laptop", "LapTop", "LAPTOP", "anvil", "Anvil", "bolt")
#define UUIDS                                                                  \
    VALUES("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",                             \
           "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",                             \
           "b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12")
#define RARE_UUID "c0eebc99-9c0b-4ef8-bb6d-6bb9bd380a13"

static const property_kind SPELT_KINDS[] = {
    {.database = "sqlite",
     .type = "<text> COLLATE NOCASE",
     .values = LAPTOPS,
     .rare = "rare"},
    {.database = "postgresql",
     .type = "citext",
     .values = LAPTOPS,
     .rare = "rare"},
    {.database = "postgresql",
     .type = "numeric",
     .values = VALUES("1.0", "1.00", "1", "2", "2.50", "2.5"),
     .rare = "77.25"},
    {.database = "postgresql",
     .type = "uuid",
     .values = UUIDS,
     .rare = RARE_UUID},
    {.database = "mariadb",
     .type = "varchar(20)",
     .values =
         VALUES("laptop", "LapTop", "laptop  ", "cafe", "caf\xc3\xa9", "bolt"),
     .rare = "rare"},
    {.database = "mariadb", .type = "uuid", .values = UUIDS, .rare = RARE_UUID},
    {.database = "mysql",
     .type = "varchar(20)",
     .values =
         VALUES("laptop", "LapTop", "laptop  ", "cafe", "caf\xc3\xa9", "bolt"),
     .rare = "rare"},
    {.database = "h2",
     .type = "character(5)",
     .values = VALUES("ab", "ab  ", "AB", "b"),
     .rare = "rare"},
    {.database = "h2", .type = "uuid", .values = UUIDS, .rare = RARE_UUID},
};

static const property_kind OTHER_KINDS[] = {
    {.type = "<integer>",
     .values = VALUES("0", "1", "-1", "01", "2147483647", "-2147483648"),
     .traits = ORDERS | VERSIONS,
     .initial = "-7",
     .misfit = "2147483648"},
    {.type = "<integer>",
     .values = VALUES("0", "1", "-1", "2", "05", "+3", "-40"),
     .traits = ADDS | ORDERS | VERSIONS | NUMBERS,
     .initial = "7",
     .misfit = "2147483647"},
    {.type = "<integer>",
     .values = VALUES("0", "1", "2", "03", "7"),
     .traits = ADDS | ORDERS | VERSIONS | NUMBERS | CHECKED,
     .initial = "3",
     .misfit = "-3"},
    {.type = "<bigint>",
     .values = VALUES("0", "1", "9007199254740993", "9223372036854775807",
                      "-9223372036854775808"),
     .traits = ORDERS},
    {.type = "<bigint>",
     .values = VALUES("0", "1", "-1", "02", "5000000001", "-5000000000"),
     .traits = ADDS | ORDERS | VERSIONS | NUMBERS,
     .initial = "5000000000",
     .misfit = "9223372036854775807"},
    {.type = "<decimal>",
     .values = VALUES("0", "1.5", "1.50", "-12.25", "1000000", "0.0001"),
     .traits = ORDERS | VERSIONS,
     .initial = "1.25"},
    {.type = "<decimal>",
     .values =
         VALUES("0", "0.0", "0.5", ".5", "+1.50", "15e-1", "-12.25", "1024"),
     .traits = ADDS | ORDERS | VERSIONS | NUMBERS,
     .initial = "2.5"},
    {.type = "<text>",
     .values = VALUES("", "a", "A", "a ", " a", "it's", "''", "?", "\"q\"",
                      "\\", "a,b", "two\nlines", "%s", EMOJI, "caf\xc3\xa9",
                      "cafe", HUNDRED),
     .initial = "'it''s'"},
    {.type = "<text:40>",
     .values = VALUES("a", "ab", "abc", "b", "zz"),
     .traits = ORDERS,
     .initial = "'default'",
     .misfit = HUNDRED},
    {.type = "<text:2000>",
     .values = VALUES("", "a", "b ", ", c", "'?\\", EMOJI),
     .traits = APPENDS | UNINDEXED,
     .initial = "''"},
    {.type = "<longtext>",
     .values = VALUES("", "x", "X", "x  ", EMOJI "'?\\",
                      HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED),
     .traits = APPENDS | UNINDEXED},
    {.type = "<date>",
     .values = VALUES("2024-02-29", "1999-12-31", "2000-01-01"),
     .traits = ORDERS | VERSIONS,
     .initial = "'2001-02-03'"},
    {.type = "<timestamp>",
     .values = VALUES("2024-01-01 12:00:00", "2024-01-01 12:00:01",
                      "1999-12-31 23:59:59"),
     .traits = ORDERS | VERSIONS,
     .initial = "'2001-02-03 04:05:06'"},
    {.type = "<boolean>", .values = VALUES("0", "1"), .initial = "FALSE"},
    {.type = "<double>",
     .values = VALUES("0.5", "-2.25", "1024", "0", "3", "1e2"),
     .traits = ADDS | ORDERS | NUMBERS,
     .initial = "0.5"},
    {.database = "postgresql",
     .type = "<binary>",
     .values = VALUES("", "a", "A", "\x01\xff", "\\"),
     .traits = BYTES | UNINDEXED},
    {.database = "sqlite",
     .type = "<binary>",
     .values = VALUES("", "a", "A", "\x01\xff", "\\"),
     .traits = BYTES | UNINDEXED},
    {.database = "mariadb",
     .type = "<binary>",
     .values = VALUES("", "a", "A", "\x01\xff", "\\"),
     .traits = BYTES | UNINDEXED},
    {.database = "mysql",
     .type = "<binary>",
     .values = VALUES("", "a", "A", "\x01\xff", "\\"),
     .traits = BYTES | UNINDEXED},
};

/* In which an equal value may be another text; and types of one database. */
static const property_kind COLLATED_KINDS[] = {
    {.database = "sqlite", .type = "<text> COLLATE NOCASE", .values = LAPTOPS},
    {.database = "postgresql", .type = "citext", .values = LAPTOPS},
    {.database = "postgresql", .type = "uuid", .values = UUIDS},
    {.database = "postgresql",
     .type = "character(5)",
     .values = VALUES("ab", "ab  ", "AB", "b")},
    {.database = "mariadb", .type = "uuid", .values = UUIDS},
    {.database = "h2",
     .type = "character(5)",
     .values = VALUES("ab", "ab  ", "AB", "b")},
    {.database = "h2", .type = "uuid", .values = UUIDS},
};

/* -------------------------------------------------------------- choosing */

static bool fits(const property_kind *kind, const database *d)
{
    return !kind->database || strstr(d->name, kind->database);
}

/* One of a list for the database, or NULL. */
static const property_kind *choose(const property_kind *kinds, size_t count,
                                   const database *d, source *s)
{
    unsigned fitting = 0;
    for (size_t i = 0; i < count; i++)
        fitting += fits(&kinds[i], d);
    unsigned chosen = draw(s, fitting ? fitting : 1);
    for (size_t i = 0; i < count; i++)
        if (fits(&kinds[i], d) && chosen-- == 0)
            return &kinds[i];
    return NULL;
}

#define CHOOSE(kinds, d, s) choose(kinds, LENGTH(kinds), d, s)

/* The pairs of the conformance suite. */
static const property_kind *choose_pair(const database *d, source *s)
{
    static property_kind kinds[16];
    static const char *values[LENGTH(kinds)][3];
    size_t count = 0;
    for (; count < LENGTH(kinds) && d->spellings && d->spellings[count].type;
         count++) {
        values[count][0] = d->spellings[count].first;
        values[count][1] = d->spellings[count].second;
        kinds[count] = (property_kind){.type = d->spellings[count].type,
                                       .values = values[count]};
    }
    return choose(kinds, count, d, s);
}

const property_kind *draw_key_kind(const database *d, const property_case *c,
                                   source *s)
{
    const property_kind *kind = NULL;
    if ((c->aspects & ASPECT_SPELLINGS) && one_in(s, 3))
        kind = one_in(s, 3) ? choose_pair(d, s) : CHOOSE(SPELT_KINDS, d, s);
    return kind ? kind : CHOOSE(KEY_KINDS, d, s);
}

const property_kind *draw_other_kind(const database *d, const property_case *c,
                                     source *s)
{
    const property_kind *kind = NULL;
    if ((c->aspects & ASPECT_COLLATIONS) && one_in(s, 8))
        kind = CHOOSE(COLLATED_KINDS, d, s);
    return kind ? kind : CHOOSE(OTHER_KINDS, d, s);
}
