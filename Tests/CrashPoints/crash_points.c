// Names every moment at which a process changes what is on the disk, lists these moments, and ends or stops the
// process at one of them. Put in front of the system's libraries with LD_PRELOAD; the process itself knows nothing.
//
//     clang -shared -fPIC -O1 -Wall -Wextra -o crash_points.so crash_points.c -ldl
//     LD_PRELOAD=./crash_points.so CRASH_ROOT=/full/path/of/artifacts CRASH_LOG=/tmp/log quire run FILE
//
//     CRASH_ROOT  the folder that is watched; what happens elsewhere is passed over
//     CRASH_LOG   a file that lines are appended to, each in one write, fields between tabs, first the process and the
//                 time in nanoseconds (CLOCK_MONOTONIC)
//     CRASH_LIST  when set, every point is a line: "point", its name, how many units were published before, the
//                 operation of the last of them
//     CRASH_AT    the name of the point to be killed at: "after commit action#17" is the 17th with that name
//     CRASH_STOP  when set, SIGSTOP is raised there instead of SIGKILL
//
// A point is "before|half|after ACTION PLACE#N". The actions are rename, unlink, mkdir, write, truncate, sync and
// commit; half a write leaves the other half unwritten. The place of a commit is the table that the transaction is
// about. Lines that are always written: "locked" and "unlocked" with the offset of a kernel lock, and "published" with
// the key and operation of a unit of work that a transaction has committed: a count of what was done that asks nobody.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *armed;
static int list_points, stops, log_descriptor = -1;

enum { NAMES = 512 };
static struct { char name[96]; long count; } seen[NAMES];

static long published;
static char last_operation[64] = "-";

__attribute__((constructor)) static void begin(void) {
    root = getenv("CRASH_ROOT");
    armed = getenv("CRASH_AT");
    list_points = getenv("CRASH_LIST") != NULL;
    stops = getenv("CRASH_STOP") != NULL;
    const char *path = getenv("CRASH_LOG");
    if (path) log_descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

#define NEXT(name) \
    static __typeof__(name) *next; \
    if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static void say(const char *format, ...) {
    if (log_descriptor < 0) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    char line[512];
    int count = snprintf(line, sizeof line, "%d\t%lld\t", (int)getpid(), now.tv_sec * 1000000000LL + now.tv_nsec);
    va_list arguments;
    va_start(arguments, format);
    count += vsnprintf(line + count, sizeof line - (size_t)count - 1, format, arguments);
    va_end(arguments);
    if (count > (int)sizeof line - 2) count = sizeof line - 2;
    line[count++] = '\n';
    syscall(SYS_write, log_descriptor, line, (size_t)count);
}

static int is_armed(const char *name) { return armed && strcmp(armed, name) == 0; }

static void fall(void) { syscall(SYS_kill, getpid(), stops ? SIGSTOP : SIGKILL); }

// Counts the point under its name; true when it is the one to fall at.
static int reaches(const char *when, const char *action, const char *place) {
    int saved = errno;
    char name[96], numbered[128];
    snprintf(name, sizeof name, "%s %s %s", when, action, place);
    pthread_mutex_lock(&guard);
    int slot = 0;
    while (slot < NAMES - 1 && seen[slot].name[0] && strcmp(seen[slot].name, name)) slot++;
    strcpy(seen[slot].name, name);
    snprintf(numbered, sizeof numbered, "%s#%ld", name, ++seen[slot].count);
    if (list_points) say("point\t%s\t%ld\t%s", numbered, published, last_operation);
    pthread_mutex_unlock(&guard);
    errno = saved;
    return is_armed(numbered);
}

static void point(const char *when, const char *action, const char *place) {
    if (place && reaches(when, action, place)) fall();
}

// What a path below the watched folder is, or NULL for any other path.
static const char *place_of(const char *path) {
    if (!root || !path) return NULL;
    size_t length = strlen(root);
    if (strncmp(path, root, length) || (path[length] && path[length] != '/')) return NULL;
    const char *rest = path + length + (path[length] == '/');
    size_t end = strlen(rest);
    if (!strncmp(rest, "store/", 6)) return strchr(rest + 6, '/') ? "blob" : "blob-folder";
    if (!strncmp(rest, "temporary/", 10)) return "unfinished-file";
    if (!strncmp(rest, "checkpoints/", 12))
        return end > 11 && !strcmp(rest + end - 11, ".unfinished") ? "unfinished-checkpoint" : "checkpoint";
    if (!strcmp(rest, "ledger.sqlite")) return "ledger";
    if (!strcmp(rest, "ledger.sqlite-wal")) return "ledger-log";
    if (!strncmp(rest, "ledger.sqlite", 13)) return "ledger-side-file";
    if (!strncmp(rest, "runs/", 5)) return "run-folder";
    if (!strncmp(rest, "feedback/", 9)) return "feedback";
    return "workspace";
}

static const char *place_of_descriptor(int descriptor) {
    if (!root) return NULL;
    int saved = errno;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t count = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (count <= 0) return NULL;
    path[count] = 0;
    return place_of(path);
}

#define AROUND(action, place, call) \
    const char *where = place; \
    point("before", action, where); \
    __auto_type result = call; \
    if (result == 0) point("after", action, where); \
    return result

int rename(const char *old, const char *new) {
    NEXT(rename);
    AROUND("rename", place_of(new), next(old, new));
}
int renameat(int from, const char *old, int to, const char *new) {
    NEXT(renameat);
    AROUND("rename", place_of(new), next(from, old, to, new));
}
int unlink(const char *path) {
    NEXT(unlink);
    AROUND("unlink", place_of(path), next(path));
}
int unlinkat(int folder, const char *path, int flags) {
    NEXT(unlinkat);
    AROUND("unlink", place_of(path), next(folder, path, flags));
}
int mkdir(const char *path, mode_t mode) {
    NEXT(mkdir);
    AROUND("mkdir", place_of(path), next(path, mode));
}
int fsync(int descriptor) {
    NEXT(fsync);
    AROUND("sync", place_of_descriptor(descriptor), next(descriptor));
}
int fdatasync(int descriptor) {
    NEXT(fdatasync);
    AROUND("sync", place_of_descriptor(descriptor), next(descriptor));
}
int ftruncate(int descriptor, off_t length) {
    NEXT(ftruncate);
    AROUND("truncate", place_of_descriptor(descriptor), next(descriptor, length));
}
int ftruncate64(int descriptor, off64_t length) {
    NEXT(ftruncate64);
    AROUND("truncate", place_of_descriptor(descriptor), next(descriptor, length));
}

// A write: before it, after half of it, after it.
#define TORN(half, whole) \
    const char *where = place_of_descriptor(descriptor); \
    point("before", "write", where); \
    if (where && reaches("half", "write", where)) { \
        (void)!(half); \
        fall(); \
    } \
    ssize_t result = whole; \
    if (result >= 0) point("after", "write", where); \
    return result

ssize_t write(int descriptor, const void *bytes, size_t count) {
    NEXT(write);
    TORN(next(descriptor, bytes, count / 2), next(descriptor, bytes, count));
}
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    NEXT(pwrite);
    TORN(next(descriptor, bytes, count / 2, offset), next(descriptor, bytes, count, offset));
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    NEXT(pwrite64);
    TORN(next(descriptor, bytes, count / 2, offset), next(descriptor, bytes, count, offset));
}

// Kernel locks of open file descriptions: who holds which unit.
static int locking(int (*next)(int, int, ...), int descriptor, int command, void *argument) {
    int result = next(descriptor, command, argument);
    if ((command == F_OFD_SETLK || command == F_OFD_SETLKW) && result == 0) {
        const struct flock *range = argument;
        say("%s\t%lld", range->l_type == F_UNLCK ? "unlocked" : "locked", (long long)range->l_start);
    }
    return result;
}
int fcntl(int descriptor, int command, ...) {
    NEXT(fcntl);
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return locking(next, descriptor, command, argument);
}
int fcntl64(int descriptor, int command, ...) {
    NEXT(fcntl64);
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return locking(next, descriptor, command, argument);
}

// SQLite, as far as it is needed, without its header. One connection at a time writes in a process.
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
enum { DONE = 101 };
#define SQLITE(result, name, ...) \
    static result (*name)(__VA_ARGS__); \
    if (!name) name = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, "sqlite3_" #name)

static char table[32] = "nothing";
static struct { char key[65], operation[64]; } pending[64];
static int pending_count;

static int begins(const char *sql, const char *word) { return !strncasecmp(sql, word, strlen(word)); }

// The table that a statement writes to; a transaction is named by the first of these that it touches, later ones first.
static const char *const tables[] = {"blob", "file", "reference", "stage", "run", "action", "grdb_migrations"};
static int rank(const char *name) {
    for (int index = 0; index < (int)(sizeof tables / sizeof *tables); index++)
        if (!strcmp(tables[index], name)) return index;
    return -1;
}
static void note_table(const char *sql) {
    const char *after[] = {"INSERT INTO ", "UPDATE ", "DELETE FROM "};
    for (int index = 0; index < 3; index++) {
        if (!begins(sql, after[index])) continue;
        char name[32] = "";
        sscanf(sql + strlen(after[index]), "%31[A-Za-z_]", name);
        if (rank(name) > rank(table)) strcpy(table, name);
    }
}

// Remembers the key and the operation of a unit that the statement inserts.
static void note_unit(sqlite3_stmt *statement) {
    SQLITE(char *, expanded_sql, sqlite3_stmt *);
    SQLITE(void, free, void *);
    char *sql = expanded_sql(statement);
    const char *key = sql ? strcasestr(sql, "x'") : NULL;
    if (key && pending_count < 64) {
        snprintf(pending[pending_count].key, 65, "%.64s", key + 2);
        pending[pending_count].operation[0] = 0;
        sscanf(key + 67, " , '%63[^']", pending[pending_count].operation);
        pending_count++;
    }
    free(sql);
}

int sqlite3_step(sqlite3_stmt *statement) {
    static int (*next)(sqlite3_stmt *);
    if (!next) next = (int (*)(sqlite3_stmt *))dlsym(RTLD_NEXT, "sqlite3_step");
    SQLITE(sqlite3 *, db_handle, sqlite3_stmt *);
    SQLITE(const char *, sql, sqlite3_stmt *);
    SQLITE(int, get_autocommit, sqlite3 *);
    SQLITE(int, stmt_readonly, sqlite3_stmt *);
    const char *text = sql(statement);
    if (!root || !text) return next(statement);
    while (*text == ' ' || *text == '\n') text++;

    int is_alone = get_autocommit(db_handle(statement)) && !stmt_readonly(statement) && !begins(text, "BEGIN");
    int is_commit = is_alone || begins(text, "COMMIT") || begins(text, "RELEASE");
    if (!stmt_readonly(statement)) note_table(text);
    const char *place = is_alone && begins(text, "PRAGMA") ? "pragma" : table;
    if (is_commit) point("before", "commit", place);
    int result = next(statement);
    if (begins(text, "INSERT INTO action") && result == DONE) note_unit(statement);
    if (is_commit && result == DONE) {
        for (int index = 0; index < pending_count; index++) {
            say("published\t%s\t%s", pending[index].key, pending[index].operation);
            strcpy(last_operation, pending[index].operation);
            published++;
        }
        point("after", "commit", place);
    }
    if (is_commit || begins(text, "ROLLBACK")) {
        pending_count = 0;
        strcpy(table, "nothing");
    }
    return result;
}
