#include "dialect/plugin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <dlfcn.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/error.h"
#include "dialect/check.h"

#define ENTRY "upsert_dialect_plugin"
#define OPTION "target.dialect_plugin"

/* No table of any version comes near. */
#define SIZE_MAXIMUM ((size_t)65536)

_Static_assert(UPSERT_DIALECT_ABI > 1 ||
                   UPSERT_DIALECT_SIZE_1 == sizeof(upsert_dialect),
               "UPSERT_DIALECT_SIZE_1 ends behind the last member");

struct up_plugin {
    void *library;
    char *path;             /* owned */
    upsert_dialect dialect; /* all of it, whatever the plugin's version has */
};

/* ---------------------------------------------------------------- search */

static bool is_file(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISREG(facts.st_mode);
}

/* @return whether memory was enough; *found is owned by the caller, NULL when
   the folder has no such file. */
static bool search_folder(const char *folder, size_t length, const char *name,
                          char **found)
{
    static const char *const PATTERNS[][2] = {
        {"", ""}, {"lib", ".so"}, {"", ".so"}};
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
        up_buffer path = {0};
        up_buffer_format(&path, "%.*s/%s%s%s", (int)length, folder,
                         PATTERNS[i][0], name, PATTERNS[i][1]);
        const char *text = up_buffer_string(&path);
        if (text && is_file(text)) {
            *found = path.data;
            return true;
        }
        up_buffer_dispose(&path);
        if (!text)
            return false;
    }
    return true;
}

/* Folders that are no absolute paths are passed over: what is loaded must not
   depend on where the program was started. */
static bool search_folders(const char *folders, const char *name, char **found)
{
    for (;;) {
        size_t length = strcspn(folders, ":");
        if (folders[0] == '/' && !search_folder(folders, length, name, found))
            return false;
        if (*found || !folders[length])
            return true;
        folders += length + 1;
    }
}

static upsert_status search(const char *name, char **path, upsert_error *error)
{
    const char *folders = getenv("UPSERT_PLUGIN_PATH");
    *path = NULL;
    bool enough = strchr(name, '/')
                      ? (*path = strdup(name)) != NULL
                      : search_folders(folders ? folders : "", name, path);
    if (enough && !*path)
        enough = search_folders(UPSERT_PLUGIN_FOLDER, name, path);
    if (!enough)
        return up_error_memory(error);
    if (!*path)
        return up_error_set(error, UPSERT_OPTION,
                            OPTION ": there is no %s, lib%s.so or %s.so in the "
                                   "absolute folders of UPSERT_PLUGIN_PATH or "
                                   "in " UPSERT_PLUGIN_FOLDER
                                   "; a path has a slash in it, as in ./%s",
                            name, name, name, name);
    return UPSERT_OK;
}

/* --------------------------------------------------------------- loading */

static upsert_status refuse(const up_plugin *plugin, const char *why,
                            upsert_error *error)
{
    return up_error_set(error, UPSERT_OPTION, OPTION ": %s: %s", plugin->path,
                        why);
}

static upsert_status check_version(const up_plugin *plugin, uint32_t version,
                                   upsert_error *error)
{
    if (version > UPSERT_DIALECT_ABI)
        return up_error_set(error, UPSERT_OPTION,
                            OPTION ": %s: too new: it was made for version "
                                   "%" PRIu32 " of the plugin interface, and "
                                   "libupsert %s has version %u",
                            plugin->path, version, UPSERT_VERSION,
                            UPSERT_DIALECT_ABI);
    if (version < UPSERT_DIALECT_ABI_OLDEST)
        return up_error_set(error, UPSERT_OPTION,
                            OPTION ": %s: too old: it was made for version "
                                   "%" PRIu32 " of the plugin interface, and "
                                   "libupsert %s takes versions %u to %u",
                            plugin->path, version, UPSERT_VERSION,
                            UPSERT_DIALECT_ABI_OLDEST, UPSERT_DIALECT_ABI);
    return UPSERT_OK;
}

static upsert_status check_size(const up_plugin *plugin, size_t size,
                                upsert_error *error)
{
    if (size >= UPSERT_DIALECT_SIZE_1 && size <= SIZE_MAXIMUM)
        return UPSERT_OK;
    return up_error_set(error, UPSERT_OPTION,
                        OPTION ": %s: struct_size is %zu, which is no size of "
                               "an upsert_dialect: it has at least %zu bytes "
                               "and at most %zu",
                        plugin->path, size, UPSERT_DIALECT_SIZE_1,
                        SIZE_MAXIMUM);
}

static upsert_status check_members(const up_plugin *plugin, upsert_error *error)
{
    up_dialect_fault fault = up_dialect_check(&plugin->dialect);
    if (!fault.member)
        return UPSERT_OK;
    return up_error_set(error, UPSERT_OPTION, OPTION ": %s: %s %s%s%s",
                        plugin->path, fault.member, fault.problem,
                        fault.beside ? " beside " : "",
                        fault.beside ? fault.beside : "");
}

/* Nothing behind the first two members is read before they are known. */
static upsert_status take_table(up_plugin *plugin, const upsert_dialect *table,
                                upsert_error *error)
{
    if (!table)
        return refuse(plugin, ENTRY "() returns no dialect", error);
    upsert_status status = check_version(plugin, table->abi_version, error);
    if (status == UPSERT_OK)
        status = check_size(plugin, table->struct_size, error);
    if (status != UPSERT_OK)
        return status;
    size_t size = table->struct_size;
    memcpy(&plugin->dialect, table,
           size < sizeof plugin->dialect ? size : sizeof plugin->dialect);
    return check_members(plugin, error);
}

/* The loader's reason, without the path where it begins with it. */
static const char *load_failure(const up_plugin *plugin)
{
    const char *why = dlerror();
    size_t length = strlen(plugin->path);
    if (!why)
        return "it cannot be loaded";
    if (strncmp(why, plugin->path, length) == 0 && why[length] == ':')
        why += length + 1 + strspn(why + length + 1, " ");
    return why;
}

static upsert_status load(up_plugin *plugin, upsert_error *error)
{
    plugin->library = dlopen(plugin->path, RTLD_NOW | RTLD_LOCAL);
    if (!plugin->library)
        return refuse(plugin, load_failure(plugin), error);
    upsert_dialect_plugin_entry *entry;
    void *symbol = dlsym(plugin->library, ENTRY);
    if (!symbol)
        return refuse(plugin, "it defines no " ENTRY "()", error);
    memcpy(&entry, &symbol, sizeof entry);
    return take_table(plugin, entry(UPSERT_DIALECT_ABI), error);
}

upsert_status up_plugin_load(const char *name, up_plugin **out,
                             upsert_error *error)
{
    up_plugin *plugin = calloc(1, sizeof *plugin);
    if (!plugin)
        return up_error_memory(error);
    upsert_status status = search(name, &plugin->path, error);
    if (status == UPSERT_OK)
        status = load(plugin, error);
    if (status != UPSERT_OK) {
        up_plugin_free(plugin);
        return status;
    }
    *out = plugin;
    return UPSERT_OK;
}

const upsert_dialect *up_plugin_dialect(const up_plugin *plugin)
{
    return &plugin->dialect;
}

const char *up_plugin_path(const up_plugin *plugin)
{
    return plugin->path;
}

void up_plugin_free(up_plugin *plugin)
{
    if (!plugin)
        return;
    if (plugin->library)
        dlclose(plugin->library);
    free(plugin->path);
    free(plugin);
}
