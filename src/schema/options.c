#include "schema/options.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "schema/names.h"
#include "schema/rules.h"

struct upsert_options {
    char *texts[UP_OPTION_COUNT];     /* owned; NULL: at the default */
    int64_t numbers[UP_OPTION_COUNT]; /* as up_options_number() returns them */
};

/* A value as it is kept. */
typedef struct parsed {
    const char *text;
    size_t length;
    int64_t number;
} parsed;

/* --------------------------------------------------------------- errors */

static upsert_status refuse(const up_option *option, const char *value,
                            const char *nearest, size_t nearest_length,
                            upsert_error *error)
{
    up_buffer text = {0};
    up_option_allowed(option, &text);
    if (nearest)
        up_buffer_format(&text, "; did you mean \"%.*s\"?", (int)nearest_length,
                         nearest);
    const char *allowed = up_buffer_string(&text);
    upsert_status status =
        allowed
            ? up_error_set(error, UPSERT_OPTION, "%s: \"%.*s\" is not %s",
                           option->name, up_ascii_shown(value), value, allowed)
            : up_error_memory(error);
    up_buffer_dispose(&text);
    return status;
}

/* --------------------------------------------------------------- parsing */

static upsert_status parse_character(const up_option *option, const char *value,
                                     parsed *result, upsert_error *error)
{
    char c = value[0];
    if (strcmp(value, "\\t") == 0 || up_ascii_equal(value, "tab"))
        c = '\t';
    else if (value[1])
        c = '\0';
    if (c != '\t' && (c < ' ' || c > '~' || c == '"'))
        return refuse(option, value, NULL, 0, error);
    result->number = c;
    return UPSERT_OK;
}

static upsert_status parse_choice(const up_option *option, const char *value,
                                  parsed *result, upsert_error *error)
{
    const char *nearest = NULL;
    size_t nearest_length = 0;
    size_t best = up_ascii_slip(strlen(value)) + 1;
    int64_t index = 0;
    for (const char *choice = option->choices;; index++) {
        size_t length = strcspn(choice, "|");
        if (up_ascii_equal_part(choice, length, value)) {
            *result = (parsed){choice, length, index};
            return UPSERT_OK;
        }
        size_t distance =
            up_ascii_distance(value, strlen(value), choice, length);
        if (distance < best) {
            best = distance;
            nearest = choice;
            nearest_length = length;
        }
        if (!choice[length])
            break;
        choice += length + 1;
    }
    return refuse(option, value, nearest, nearest_length, error);
}

static upsert_status parse_boolean(const up_option *option, const char *value,
                                   parsed *result, upsert_error *error)
{
    static const char *const WORDS[] = {"no",  "yes", "false", "true",
                                        "off", "on",  "0",     "1"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (up_ascii_equal(value, WORDS[i])) {
            result->number = i % 2;
            return UPSERT_OK;
        }
    return refuse(option, value, NULL, 0, error);
}

/* Digits at the start. @return what follows; NULL: none, or too large. */
static const char *read_digits(const char *text, int64_t *number)
{
    const char *c = text;
    for (*number = 0; *c >= '0' && *c <= '9'; c++) {
        int digit = *c - '0';
        if (*number > (INT64_MAX - digit) / 10)
            return NULL;
        *number = *number * 10 + digit;
    }
    return c == text ? NULL : c;
}

static int unit_shift(char unit)
{
    switch (up_ascii_lower(unit)) {
    case 'k':
        return 10;
    case 'm':
        return 20;
    case 'g':
        return 30;
    default:
        return 0;
    }
}

static upsert_status parse_number(const up_option *option, const char *value,
                                  parsed *result, upsert_error *error)
{
    int64_t number;
    const char *end = read_digits(value, &number);
    int shift = 0;
    if (end && option->type == UP_OPTION_SIZE) {
        shift = unit_shift(*end);
        end += shift != 0;
    }
    if (!end || *end || number > option->maximum >> shift ||
        number * ((int64_t)1 << shift) < option->minimum)
        return refuse(option, value, NULL, 0, error);
    result->number = number * ((int64_t)1 << shift);
    return UPSERT_OK;
}

static upsert_status parse_share(const up_option *option, const char *value,
                                 parsed *result, upsert_error *error)
{
    int64_t part, parts = 0;
    const char *end = read_digits(value, &part);
    if (end && *end == '/')
        end = read_digits(end + 1, &parts);
    if (!end || *end || part < 1 || part > parts || parts > option->maximum)
        return refuse(option, value, NULL, 0, error);
    result->number = parts * ((int64_t)1 << 32) | part;
    return UPSERT_OK;
}

static upsert_status parse_list(const up_option *option, const char *value,
                                upsert_error *error)
{
    upsert_error why = UPSERT_ERROR_INIT;
    upsert_status status;
    if (option->type == UP_OPTION_NAMES) {
        up_names names;
        status = up_names_parse(value, &names, &why);
        up_names_dispose(&names);
    } else if (option->type == UP_OPTION_RULES) {
        up_rules rules;
        status = up_rules_parse(value, &rules, &why);
        up_rules_dispose(&rules);
    } else {
        up_name_map map;
        status = up_name_map_parse(value, &map, &why);
        up_name_map_dispose(&map);
    }
    if (status == UPSERT_OK)
        return UPSERT_OK;
    return up_error_set(error, status, "%s: %s", option->name, why.message);
}

static upsert_status parse(const up_option *option, const char *value,
                           parsed *result, upsert_error *error)
{
    *result = (parsed){value, strlen(value), 0};
    if (option->keyword && up_ascii_equal(value, option->keyword)) {
        result->text = option->keyword;
        return UPSERT_OK;
    }
    switch (option->type) {
    case UP_OPTION_TEXT:
        return UPSERT_OK;
    case UP_OPTION_CHARACTER:
        return parse_character(option, value, result, error);
    case UP_OPTION_CHOICE:
        return parse_choice(option, value, result, error);
    case UP_OPTION_BOOLEAN:
        return parse_boolean(option, value, result, error);
    case UP_OPTION_INTEGER:
    case UP_OPTION_SIZE:
        return parse_number(option, value, result, error);
    case UP_OPTION_SHARE:
        return parse_share(option, value, result, error);
    case UP_OPTION_NAMES:
    case UP_OPTION_RULES:
    case UP_OPTION_MAP:
        return parse_list(option, value, error);
    }
    return UPSERT_ARGUMENT;
}

upsert_status up_option_parse(const up_option *option, const char *value,
                              int64_t *number, upsert_error *error)
{
    parsed result;
    upsert_status status = parse(option, value, &result, error);
    *number = status == UPSERT_OK ? result.number : 0;
    return status;
}

/* ---------------------------------------------------------------- values */

static upsert_status reset(upsert_options *options, int id, upsert_error *error)
{
    const up_option *option = &up_option_table[id];
    parsed result = {0};
    if (option->initial && *option->initial) {
        upsert_status status = parse(option, option->initial, &result, error);
        if (status != UPSERT_OK)
            return status;
    }
    free(options->texts[id]);
    options->texts[id] = NULL;
    options->numbers[id] = result.number;
    return UPSERT_OK;
}

upsert_status upsert_options_new(upsert_options **options, upsert_error *error)
{
    assert(options);
    *options = calloc(1, sizeof **options);
    if (!*options)
        return up_error_memory(error);
    upsert_status status = UPSERT_OK;
    for (int id = 0; id < UP_OPTION_COUNT && status == UPSERT_OK; id++)
        status = reset(*options, id, error);
    if (status != UPSERT_OK) {
        upsert_options_free(*options);
        *options = NULL;
    }
    return status;
}

void upsert_options_free(upsert_options *options)
{
    if (!options)
        return;
    for (int id = 0; id < UP_OPTION_COUNT; id++)
        free(options->texts[id]);
    free(options);
}

static upsert_status keep(upsert_options *options, int id, const parsed *result,
                          upsert_error *error)
{
    char *text = strndup(result->text, result->length);
    if (!text)
        return up_error_memory(error);
    free(options->texts[id]);
    options->texts[id] = text;
    options->numbers[id] = result->number;
    return UPSERT_OK;
}

static upsert_status unknown(const char *name, upsert_error *error)
{
    const char *nearest = up_option_nearest(&up_job_options, name, "");
    if (nearest)
        return up_error_set(error, UPSERT_OPTION,
                            "there is no option \"%.*s\"; did you mean \"%s\"?",
                            up_ascii_shown(name), name, nearest);
    return up_error_set(error, UPSERT_OPTION, "there is no option \"%.*s\"",
                        up_ascii_shown(name), name);
}

upsert_status upsert_options_set(upsert_options *options, const char *name,
                                 const char *value, upsert_error *error)
{
    assert(options && name && value);
    const up_option *option = up_option_find(&up_job_options, name);
    if (!option)
        return unknown(name, error);
    int id = (int)(option - up_option_table);
    size_t length = strlen(value);
    if (length == 0)
        return reset(options, id, error);
    if (length > UP_OPTION_VALUE_MAXIMUM)
        return up_error_set(error, UPSERT_OPTION, "%s: longer than %d bytes",
                            option->name, UP_OPTION_VALUE_MAXIMUM);
    if (up_utf8_fault(value, length))
        return up_error_set(error, UPSERT_OPTION, "%s: not valid UTF-8",
                            option->name);
    parsed result;
    upsert_status status = parse(option, value, &result, error);
    return status == UPSERT_OK ? keep(options, id, &result, error) : status;
}

upsert_status up_options_copy(const upsert_options *options,
                              upsert_options **copy, upsert_error *error)
{
    *copy = calloc(1, sizeof **copy);
    if (!*copy)
        return up_error_memory(error);
    for (int id = 0; id < UP_OPTION_COUNT; id++) {
        const char *text = options->texts[id];
        (*copy)->numbers[id] = options->numbers[id];
        if (text && !((*copy)->texts[id] = strdup(text))) {
            upsert_options_free(*copy);
            *copy = NULL;
            return up_error_memory(error);
        }
    }
    return UPSERT_OK;
}

void up_options_swap(upsert_options *a, upsert_options *b)
{
    upsert_options held = *a;
    *a = *b;
    *b = held;
}

bool up_options_given(const upsert_options *options, up_option_id id)
{
    return options->texts[id] != NULL;
}

const char *up_options_text(const upsert_options *options, up_option_id id)
{
    if (options->texts[id])
        return options->texts[id];
    const char *initial = up_option_table[id].initial;
    return initial ? initial : "";
}

int64_t up_options_number(const upsert_options *options, up_option_id id)
{
    return options->numbers[id];
}

upsert_status up_options_require(const upsert_options *options, up_option_id id,
                                 upsert_error *error)
{
    if (options->texts[id] || up_option_table[id].initial)
        return UPSERT_OK;
    return up_error_set(error, UPSERT_OPTION, "%s is not set",
                        up_option_table[id].name);
}
