#include "session/custom_dialect.h"

#include "base/ascii.h"
#include "base/error.h"

static upsert_status check_alone(const upsert_options *options,
                                 upsert_error *error)
{
    bool file = up_options_given(options, UP_TARGET_DIALECT_FILE);
    bool plugin = up_options_given(options, UP_TARGET_DIALECT_PLUGIN);
    const char *name = up_options_text(options, UP_TARGET_DIALECT);
    if (file && plugin)
        return up_error_set(error, UPSERT_OPTION,
                            "target.dialect_file and target.dialect_plugin "
                            "each bring a dialect: set one of them");
    if ((file || plugin) && !up_ascii_equal(name, "auto"))
        return up_error_set(error, UPSERT_OPTION,
                            "target.%s brings the dialect: target.dialect "
                            "must be auto, and is \"%.*s\"",
                            file ? "dialect_file" : "dialect_plugin",
                            up_ascii_shown(name), name);
    return UPSERT_OK;
}

upsert_status up_custom_dialect_load(const upsert_options *options,
                                     up_custom_dialect *custom,
                                     upsert_error *error)
{
    *custom = (up_custom_dialect){0};
    upsert_status status = check_alone(options, error);
    if (status != UPSERT_OK)
        return status;
    if (up_options_given(options, UP_TARGET_DIALECT_PLUGIN)) {
        status =
            up_plugin_load(up_options_text(options, UP_TARGET_DIALECT_PLUGIN),
                           &custom->plugin, error);
        if (status == UPSERT_OK)
            custom->dialect = up_plugin_dialect(custom->plugin);
    } else if (up_options_given(options, UP_TARGET_DIALECT_FILE)) {
        status = up_profile_file_read(
            up_options_text(options, UP_TARGET_DIALECT_FILE), &custom->file,
            error);
        if (status == UPSERT_OK)
            custom->dialect = up_profile_file_dialect(custom->file);
    }
    return status;
}

void up_custom_dialect_dispose(up_custom_dialect *custom)
{
    up_profile_file_free(custom->file);
    up_plugin_free(custom->plugin);
    *custom = (up_custom_dialect){0};
}
