/* A dialect that a shared object brings. */
#ifndef UP_DIALECT_PLUGIN_H
#define UP_DIALECT_PLUGIN_H

#include <upsert/dialect.h>

typedef struct up_plugin up_plugin;

/**
 * Load a plugin and check what it brings.
 * @param name  a path, if there is a slash in it; otherwise the name of the
 *              file, with or without "lib" before and ".so" behind, in one of
 *              the folders of UPSERT_PLUGIN_PATH or in the one of the
 *              installation. The current directory is no such folder, nor is
 *              any that is not an absolute path.
 * @param[out] plugin  owned by the caller; up_plugin_free() ends it.
 * @return UPSERT_OK; UPSERT_OPTION; UPSERT_MEMORY.
 */
upsert_status up_plugin_load(const char *name, up_plugin **plugin,
                             upsert_error *error);

/** Its dialect, borrowed until up_plugin_free(). */
const upsert_dialect *up_plugin_dialect(const up_plugin *plugin);

/** The file that it was loaded from, borrowed until up_plugin_free(). */
const char *up_plugin_path(const up_plugin *plugin);

/** Unload it. NULL is legal. */
void up_plugin_free(up_plugin *plugin);

#endif
