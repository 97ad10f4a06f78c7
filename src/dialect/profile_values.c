#include "dialect/profile_values.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"

/* ----------------------------------------------------------------- texts */

const up_option *up_profile_option(up_profile_key key)
{
    return &up_profile_options.options[key];
}

const up_ini_entry *up_profile_entry(const up_profile_reading *r,
                                     up_profile_key key)
{
    return &r->file->ini.entries[key];
}

/* A copy that lives as long as the profile; NULL: no memory. */
const char *up_profile_keep(up_profile_file *profile, const char *before,
                            const char *between, const char *text)
{
    up_buffer copy = {0};
    if (!up_array_reserve(&profile->texts, &profile->text_capacity,
                          profile->text_count, sizeof *profile->texts))
        return NULL;
    up_buffer_format(&copy, "%s%s%s", before, between, text);
    if (!up_buffer_string(&copy)) {
        up_buffer_dispose(&copy);
        return NULL;
    }
    return profile->texts[profile->text_count++] = copy.data;
}

static upsert_status store(up_profile_reading *r, size_t where,
                           const char *text)
{
    if (!text)
        return up_error_memory(r->error);
    memcpy((char *)r->profile + where, &text, sizeof text);
    return UPSERT_OK;
}

/* ---------------------------------------------------------------- values */

/* Was read before all others. */
upsert_status up_profile_pass_over(up_profile_reading *r, size_t where,
                                   const char *value)
{
    (void)r;
    (void)where;
    (void)value;
    return UPSERT_OK;
}

/* What is empty is not there. */
upsert_status up_profile_set_text(up_profile_reading *r, size_t where,
                                  const char *value)
{
    const char *none = NULL;
    if (value[0])
        return store(r, where, up_profile_keep(r->profile, "", "", value));
    memcpy((char *)r->profile + where, &none, sizeof none);
    return UPSERT_OK;
}

upsert_status up_profile_continue_text(up_profile_reading *r, size_t where,
                                       const char *value)
{
    const char *begun = up_profile_entry(r, r->key - 1)->value;
    const char *text;
    if (!value[0])
        return UPSERT_OK;
    if (!begun || !begun[0])
        return up_error_set(r->error, UPSERT_OPTION,
                            "%s continues %s, which is not set",
                            up_profile_option(r->key)->name,
                            up_profile_option(r->key - 1)->name);
    memcpy(&text, (char *)r->profile + where, sizeof text);
    return store(r, where, up_profile_keep(r->profile, text, " ", value));
}

/* A part of a statement, with a blank before it. */
upsert_status up_profile_set_clause(up_profile_reading *r, size_t where,
                                    const char *value)
{
    return store(r, where,
                 up_profile_keep(r->profile, "", value[0] ? " " : "", value));
}

upsert_status up_profile_set_mark(up_profile_reading *r, size_t where,
                                  const char *value)
{
    return store(r, where, up_profile_keep(r->profile, "", "", value));
}

static bool is_quote(char c)
{
    return c && strchr("\"`[]{}<>()|!#$%&*+-/:;=@^~", c);
}

upsert_status up_profile_set_quote(up_profile_reading *r, size_t where,
                                   const char *value)
{
    (void)where;
    size_t length = strlen(value);
    if (length < 1 || length > 2 || !is_quote(value[0]) ||
        !is_quote(value[length - 1]))
        return up_error_set(r->error, UPSERT_OPTION,
                            "dialect.quote: \"%.*s\" is not one or two of "
                            "\" ` [ ] and other signs",
                            up_ascii_shown(value), value);
    r->profile->dialect.quote_open = value[0];
    r->profile->dialect.quote_close = value[length - 1];
    return UPSERT_OK;
}

upsert_status up_profile_set_choice(up_profile_reading *r, size_t where,
                                    const char *value)
{
    int64_t number;
    upsert_status status =
        up_option_parse(up_profile_option(r->key), value, &number, r->error);
    unsigned chosen = (unsigned)number;
    _Static_assert(sizeof chosen == sizeof(upsert_name_case) &&
                       sizeof chosen == sizeof(upsert_repeats) &&
                       sizeof chosen == sizeof(upsert_merge_source) &&
                       sizeof chosen == sizeof(upsert_casts) &&
                       sizeof chosen == sizeof(upsert_merge_condition) &&
                       sizeof chosen == sizeof(upsert_merge_differs),
                   "an enum is an unsigned");
    if (status == UPSERT_OK)
        memcpy((char *)r->profile + where, &chosen, sizeof chosen);
    return status;
}

/* A way of the base's own gives way. */
upsert_status up_profile_set_differs(up_profile_reading *r, size_t where,
                                     const char *value)
{
    r->profile->merge.render_changed = NULL;
    return up_profile_set_choice(r, where, value);
}

upsert_status up_profile_set_boolean(up_profile_reading *r, size_t where,
                                     const char *value)
{
    int64_t number;
    upsert_status status =
        up_option_parse(up_profile_option(r->key), value, &number, r->error);
    bool set = number != 0;
    if (status == UPSERT_OK)
        memcpy((char *)r->profile + where, &set, sizeof set);
    return status;
}

upsert_status up_profile_set_size(up_profile_reading *r, size_t where,
                                  const char *value)
{
    int64_t number;
    upsert_status status =
        up_option_parse(up_profile_option(r->key), value, &number, r->error);
    size_t size = (size_t)number;
    if (status == UPSERT_OK)
        memcpy((char *)r->profile + where, &size, sizeof size);
    return status;
}

upsert_status up_profile_set_number(up_profile_reading *r, size_t where,
                                    const char *value)
{
    int64_t number;
    upsert_status status =
        up_option_parse(up_profile_option(r->key), value, &number, r->error);
    unsigned set = (unsigned)number;
    if (status == UPSERT_OK)
        memcpy((char *)r->profile + where, &set, sizeof set);
    return status;
}

/* Those of the file replace all of the base's. */
upsert_status up_profile_add_connect(up_profile_reading *r, size_t where,
                                     const char *value)
{
    (void)where;
    up_profile_file *profile = r->profile;
    profile->dialect.connect_statements = profile->connect;
    if (!value[0])
        return UPSERT_OK;
    assert(profile->connect_count < UP_CONNECT_MAXIMUM);
    const char *text = up_profile_keep(profile, "", "", value);
    profile->connect[profile->connect_count++] = text;
    return text ? UPSERT_OK : up_error_memory(r->error);
}
