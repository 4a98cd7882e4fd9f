/*
 * The decision of bitauth-authorized-keys at any time and in any folder, for tests: FOLDER, SECONDS, and lines
 * "login TAB type TAB key" on standard input, each answered by a line "ACCEPTED answer" or the reason of the refusal.
 * The program that is installed has none of this: it is included here, its main under another name.
 */
#define main installed_main
#include "bitauth-authorized-keys.c"
#undef main
#include <stdlib.h>

/* A copy of its own size, so that an address sanitizer sees the first byte beyond it. */
static char *field(char **rest) {
    char *start = *rest;
    size_t n = strcspn(start, "\t\n");
    *rest = start + n + (start[n] != 0);
    char *copy = malloc(n + 1);
    if (copy != NULL) {
        memcpy(copy, start, n);
        copy[n] = 0;
    }
    return copy;
}

int main(int count, char **words) {
    if (count != 3) {
        return 2;
    }
    struct place place = {words[1], geteuid(), strtoll(words[2], NULL, 10)};
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0) {
        char *rest = line, *login = field(&rest), *type = field(&rest), *key = field(&rest);
        struct answer answer;
        if (login == NULL || type == NULL || key == NULL) {
            return 1;
        }
        const char *refused = judge(&place, login, type, key, &answer);
        printf("%s%s\n", refused == NULL ? "ACCEPTED " : refused, refused == NULL ? answer.line : "");
        free(login);
        free(type);
        free(key);
    }
    free(line);
    return 0;
}
