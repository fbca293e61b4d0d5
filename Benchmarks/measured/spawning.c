// What a machine needs at the least for units that each run a program: processes and their folders alone, in C.
//
//     cc -O2 -pthread -o spawning spawning.c && ./spawning FOLDER LINES THREADS
//
// For every line of a file: a new folder with the line in the file `given`, `cp given copy` started in it (posix_spawn) in a
// session of its own with its output in a log, and awaited; what it left is read, and the folder removed. Nothing is kept,
// nothing is safe against anything.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static const char *root;
static FILE *lines;
static long copied;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void must(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

static void copy(const char *line, int number) {
    char folder[512], given[600], made[600], log[600], bytes[4096];
    snprintf(folder, sizeof folder, "%s/run-%d", root, number);
    snprintf(given, sizeof given, "%s/given", folder);
    snprintf(made, sizeof made, "%s/copy", folder);
    snprintf(log, sizeof log, "%s/.log", folder);
    must(mkdir(folder, 0700) == 0, folder);
    int file = open(given, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    must(file >= 0 && write(file, line, strlen(line)) >= 0, given);
    close(file);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawn_file_actions_addchdir_np(&actions, folder);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    char *words[] = {"cp", "given", "copy", NULL};
    pid_t process;
    int status = 0;
    must(posix_spawn(&process, "/bin/cp", &actions, &attributes, words, environ) == 0, "cp");
    must(waitpid(process, &status, 0) == process && status == 0, "cp");
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    file = open(made, O_RDONLY | O_CLOEXEC);
    must(file >= 0 && read(file, bytes, sizeof bytes) == (ssize_t)strlen(line), made);
    close(file);
    must(unlink(given) == 0 && unlink(made) == 0 && unlink(log) == 0 && rmdir(folder) == 0, folder);
}

static void *work(void *unused) {
    char line[4096];
    for (;;) {
        pthread_mutex_lock(&mutex);
        int is_there = fgets(line, sizeof line, lines) != NULL;
        int number = copied += is_there;
        pthread_mutex_unlock(&mutex);
        if (!is_there) return unused;
        copy(line, number);
    }
}

int main(int count, char **words) {
    must(count == 4, "usage: spawning FOLDER LINES THREADS");
    root = words[1];
    lines = fopen(words[2], "r");
    must(lines != NULL, words[2]);
    must(mkdir(root, 0700) == 0, root);
    int threads = atoi(words[3]);
    pthread_t *all = calloc(threads, sizeof *all);
    for (int index = 0; index < threads; index++) pthread_create(&all[index], NULL, work, NULL);
    for (int index = 0; index < threads; index++) pthread_join(all[index], NULL);
    must(rmdir(root) == 0, root);
    printf("%ld\n", copied);
}
