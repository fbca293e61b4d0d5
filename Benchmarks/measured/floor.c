// What a machine needs at the least for units of work that outlast a kill: SQLite alone, in C, one thread.
//
//     cc -O2 -o floor floor.c -lsqlite3 -lcrypto && ./floor LEDGER LINES
//
// For every line of a file that the ledger does not know: a digest of it, a small result, a digest of that, and both in a
// transaction of their own, into tables with the keys and indexes of Quire's ledger; the log is written to the disk every
// 50 ms. Known lines are looked up in one reading of the ledger.
#include <openssl/sha.h>
#include <sqlite3.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static sqlite3 *ledger;

static void must(int status) {
    if (status == SQLITE_OK || status == SQLITE_ROW || status == SQLITE_DONE) return;
    fprintf(stderr, "floor: %s\n", sqlite3_errmsg(ledger));
    exit(1);
}

static sqlite3_stmt *statement(const char *sql) {
    sqlite3_stmt *made;
    must(sqlite3_prepare_v2(ledger, sql, -1, &made, NULL));
    return made;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int compare(const void *first, const void *second) { return memcmp(first, second, 32); }

static void step(sqlite3_stmt *made) {
    must(sqlite3_step(made));
    must(sqlite3_reset(made));
}

int main(int count, char **words) {
    if (count != 3) return 2;
    must(sqlite3_open(words[1], &ledger));
    must(sqlite3_exec(ledger,
        "PRAGMA page_size = 2048; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
        "CREATE TABLE IF NOT EXISTS blob (digest BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB) STRICT;"
        "CREATE TABLE IF NOT EXISTS action (id INTEGER NOT NULL PRIMARY KEY, key BLOB NOT NULL UNIQUE, operation TEXT NOT NULL,"
        " settings TEXT NOT NULL, inputs TEXT NOT NULL, label TEXT NOT NULL, started REAL NOT NULL) STRICT;"
        "CREATE INDEX IF NOT EXISTS action_by_label ON action(operation, label, id);"
        "CREATE TABLE IF NOT EXISTS output (key BLOB NOT NULL, port TEXT NOT NULL, digest BLOB NOT NULL,"
        " PRIMARY KEY (key, port)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS output_by_digest ON output(digest);", NULL, NULL, NULL));

    size_t known = 0, room = 1024;
    unsigned char (*keys)[32] = malloc(room * 32);
    for (sqlite3_stmt *all = statement("SELECT key, digest FROM output"); sqlite3_step(all) == SQLITE_ROW; known++) {
        if (known == room) keys = realloc(keys, (room *= 2) * 32);
        memcpy(keys[known], sqlite3_column_blob(all, 0), 32);
    }
    qsort(keys, known, 32, compare);

    sqlite3_stmt *begin = statement("BEGIN IMMEDIATE"), *commit = statement("COMMIT");
    sqlite3_stmt *blob = statement("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)");
    sqlite3_stmt *action = statement("INSERT INTO action VALUES (NULL, ?, 'line', '{}', ?, ?, 0)");
    sqlite3_stmt *output = statement("INSERT INTO output VALUES (?, 'main', ?)");
    char path[4096], line[4096];
    snprintf(path, sizeof path, "%s-wal", words[1]);
    int log = open(path, O_RDWR);
    double written = now();
    FILE *lines = fopen(words[2], "r");
    if (!lines) return 1;
    while (fgets(line, sizeof line, lines)) {
        unsigned char key[32], digest[32];
        char result[4200];
        SHA256((unsigned char *)line, strlen(line), key);
        if (bsearch(key, keys, known, 32, compare)) continue;
        int size = snprintf(result, sizeof result, "result of %s", line);
        SHA256((unsigned char *)result, (size_t)size, digest);
        step(begin);
        must(sqlite3_bind_blob(blob, 1, digest, 32, SQLITE_STATIC));
        must(sqlite3_bind_int(blob, 2, size));
        must(sqlite3_bind_blob(blob, 3, result, size, SQLITE_STATIC));
        step(blob);
        must(sqlite3_bind_blob(action, 1, key, 32, SQLITE_STATIC));
        must(sqlite3_bind_text(action, 2, line, -1, SQLITE_STATIC));
        must(sqlite3_bind_text(action, 3, line, -1, SQLITE_STATIC));
        step(action);
        must(sqlite3_bind_blob(output, 1, key, 32, SQLITE_STATIC));
        must(sqlite3_bind_blob(output, 2, digest, 32, SQLITE_STATIC));
        step(output);
        step(commit);
        if (now() - written > 0.05) {
            fdatasync(log);
            written = now();
        }
    }
    fdatasync(log);
    for (sqlite3_stmt *open; (open = sqlite3_next_stmt(ledger, NULL));) sqlite3_finalize(open);
    must(sqlite3_close(ledger));
    return 0;
}
