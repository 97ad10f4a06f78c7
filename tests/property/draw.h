/* Random numbers: the same from the same seed, everywhere. */
#ifndef UPSERT_TESTS_DRAW_H
#define UPSERT_TESTS_DRAW_H

#include "property.h"

/** splitmix64. */
typedef struct source {
    uint64_t state;
} source;

/** A number from 0 on. */
unsigned draw(source *s, unsigned below);

/** True once in n times. */
bool one_in(source *s, unsigned n);

/** A kind for a column. @return one that is as long as the program lives. */
const property_kind *draw_key_kind(const database *d, const property_case *c,
                                   source *s);
const property_kind *draw_other_kind(const database *d, const property_case *c,
                                     source *s);

void draw_table(const database *d, source *s, property_case *c);

/** Draw the job for the table. */
void draw_job(source *s, property_case *c);

/** Draw the rules and conditions of the job. */
void draw_rules(source *s, property_case *c);

/** Give the rows their values of the other unique index. */
void draw_unique(source *s, property_case *c);

/** Have the run reject rows, and spoil many. */
void draw_rejects(const database *d, source *s, property_case *c);

/** Draw the rows for the job. */
void draw_rows(source *s, property_case *c);

#endif
