/* SQL of the user's own: what is found faultless ends nothing, hides nothing
   and has no parameter, however a database reads backslashes. */
#include "fuzz.h"

#include "dialect/expression.h"

/* Behind what is quoted at `at`. */
static const char *skip(const char *at, bool backslashes)
{
    char quote = *at++;
    while (*at) {
        if (backslashes && *at == '\\' && at[1])
            at += 2;
        else if (*at == quote && at[1] == quote)
            at += 2;
        else if (*at == quote)
            return at + 1;
        else
            at++;
    }
    HOLD(*at); /* it is closed */
    return at;
}

/* As a server reads it, outside of references. */
static void hold_whole(const char *expression, bool backslashes)
{
    long depth = 0;
    for (const char *at = expression; *at;) {
        if (strchr("'\"`", *at)) {
            at = skip(at, backslashes && *at != '`');
            continue;
        }
        HOLD(*at != ';' && *at != '?' && *at != '#');
        HOLD(strncmp(at, "--", 2) != 0 && strncmp(at, "/*", 2) != 0);
        depth += (*at == '(') - (*at == ')');
        HOLD(depth >= 0);
        at++;
    }
    HOLD(depth == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    if (!up_expression_fault(text)) {
        char *rest = fuzz_text(data, strlen(text));
        up_reference reference;
        const char *cursor = text;
        while (up_expression_next(&cursor, &reference)) {
            HOLD(reference.begin >= text && reference.begin < reference.name);
            HOLD(reference.name + reference.length <= reference.end);
            HOLD(cursor == reference.end &&
                 reference.end <= text + strlen(text));
            HOLD(up_reference_is(&reference, "k") <=
                 up_reference_is_like(&reference, "k"));
            /* it is not passed on as it is written */
            memset(rest + (reference.begin - text), 'x',
                   (size_t)(reference.end - reference.begin));
        }
        hold_whole(rest, false);
        hold_whole(rest, true);
        free(rest);
    }
    free(text);
    return 0;
}
