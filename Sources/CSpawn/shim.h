// Of <spawn.h>, which shows them only with _GNU_SOURCE: what a started process does before it becomes the program.
#ifndef QUIRE_CSPAWN_SHIM_H
#define QUIRE_CSPAWN_SHIM_H

#include <spawn.h>

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

#endif
