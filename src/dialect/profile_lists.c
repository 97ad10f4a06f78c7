/* [errors] and [types]: lists of codes and of names of types. */
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "dialect/profile_values.h"
#include "schema/names.h"

typedef upsert_status add_call(up_profile_reading *r, size_t where,
                               const char *item);

/* Every item of a list, in its order. */
static upsert_status add_each(up_profile_reading *r, size_t where,
                              const char *value, add_call *add)
{
    up_names names;
    upsert_error why = UPSERT_ERROR_INIT;
    upsert_status status = up_names_parse(value, &names, &why);
    if (status != UPSERT_OK)
        return up_error_set(r->error, status, "%s: %s",
                            up_profile_option(r->key)->name, why.message);
    for (size_t i = 0; status == UPSERT_OK && i < names.count; i++)
        status = add(r, where, names.items[i]);
    up_names_dispose(&names);
    return status;
}

static upsert_status wrong_item(up_profile_reading *r, const char *item,
                                const char *why)
{
    return up_error_set(r->error, UPSERT_OPTION, "%s: \"%.*s\" %s",
                        up_profile_option(r->key)->name, up_ascii_shown(item),
                        item, why);
}

static bool is_sqlstate(const char *text)
{
    return strlen(text) == 5 &&
           !text[strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")];
}

/* @return 0 when it is none, or beyond 32 bits. */
static int32_t read_native(const char *text)
{
    bool negative = text[0] == '-';
    int64_t number = 0;
    text += negative || text[0] == '+';
    for (; *text >= '0' && *text <= '9' && number <= INT32_MAX; text++)
        number = number * 10 + (*text - '0');
    if (*text || number > INT32_MAX)
        return 0;
    return (int32_t)(negative ? -number : number);
}

static bool has_code(const up_profile_file *profile,
                     const upsert_error_code *code)
{
    for (size_t i = 0; i < profile->code_count; i++) {
        const upsert_error_code *other = &profile->codes[i];
        if (code->sqlstate ? other->sqlstate &&
                                 strcmp(other->sqlstate, code->sqlstate) == 0
                           : !other->sqlstate && other->native == code->native)
            return true;
    }
    return false;
}

upsert_status up_profile_push_code(up_profile_reading *r,
                                   upsert_error_code code)
{
    up_profile_file *profile = r->profile;
    if (!up_array_reserve(&profile->codes, &profile->code_capacity,
                          profile->code_count, sizeof *profile->codes))
        return up_error_memory(r->error);
    profile->codes[profile->code_count++] = code;
    return UPSERT_OK;
}

static upsert_status add_code(up_profile_reading *r, size_t status,
                              const char *item)
{
    upsert_error_code code = {.status = (upsert_status)status};
    if (is_sqlstate(item))
        code.sqlstate = item;
    else if (!(code.native = read_native(item)))
        return wrong_item(r, item,
                          "is neither an SQLSTATE, of five digits or capital "
                          "letters, nor a native code, a number that has a "
                          "sign if it has five digits");
    if (has_code(r->profile, &code))
        return wrong_item(r, item, "has a meaning already");
    if (code.sqlstate &&
        !(code.sqlstate = up_profile_keep(r->profile, "", "", item)))
        return up_error_memory(r->error);
    return up_profile_push_code(r, code);
}

upsert_status up_profile_add_codes(up_profile_reading *r, size_t status,
                                   const char *value)
{
    return add_each(r, status, value, add_code);
}

upsert_status up_profile_push_type(up_profile_reading *r, upsert_type_name type)
{
    up_profile_file *profile = r->profile;
    if (!up_array_reserve(&profile->types, &profile->type_capacity,
                          profile->type_count, sizeof *profile->types))
        return up_error_memory(r->error);
    profile->types[profile->type_count++] = type;
    return UPSERT_OK;
}

/* The first that fits counts, and it should be the longest. */
static void sort_last_type(up_profile_file *profile)
{
    upsert_type_name *types = profile->types;
    for (size_t i = profile->type_count - 1;
         i > 0 && strlen(types[i - 1].beginning) < strlen(types[i].beginning);
         i--) {
        upsert_type_name held = types[i];
        types[i] = types[i - 1];
        types[i - 1] = held;
    }
}

static upsert_status add_type(up_profile_reading *r, size_t type,
                              const char *item)
{
    up_profile_file *profile = r->profile;
    for (size_t i = 0; i < profile->type_count; i++)
        if (up_ascii_equal(profile->types[i].beginning, item))
            return wrong_item(r, item, "has a class already");
    const char *text = up_profile_keep(profile, "", "", item);
    if (!text)
        return up_error_memory(r->error);
    upsert_status status =
        up_profile_push_type(r, (upsert_type_name){text, (upsert_type)type});
    if (status == UPSERT_OK)
        sort_last_type(profile);
    return status;
}

upsert_status up_profile_add_types(up_profile_reading *r, size_t type,
                                   const char *value)
{
    return add_each(r, type, value, add_type);
}
