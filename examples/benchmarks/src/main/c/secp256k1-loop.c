/*
 * Verifies and signs with libsecp256k1 for a while and says how often; driven by lines on standard input:
 *
 *   case SECRET KEY TEXT DIGEST SIGNATURE DER   remembers what is measured; answers ok
 *   check OPERATION SECRET KEY TEXT ...         answers 1 or 0, or the signature
 *   run OPERATION NANOSECONDS                   for so long by the clock; answers the number of operations and the
 *                                               nanoseconds of processor time that they took
 *
 * Everything but words and nanoseconds is hexadecimal; TEXT and DER are for other programs. Operations: verify-parsed,
 * with a key that was read before; verify, from its 33 bytes; sign, with the nonce of RFC 6979.
 */
#include <secp256k1.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CASES 4096
#define LINE 4096

struct a_case {
    unsigned char secret[32], key[33], digest[32], signature[64];
    secp256k1_pubkey parsed;
};

static secp256k1_context *context;
static struct a_case cases[CASES];
static int count;
static int next;

static void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void read_hex(unsigned char *out, size_t length) {
    const char *digits = strtok(NULL, " \n");
    unsigned int byte;
    size_t i;

    if (digits == NULL || strlen(digits) != 2 * length) {
        fail("a number has another length");
    }
    for (i = 0; i < length; i++) {
        if (sscanf(digits + 2 * i, "%2x", &byte) != 1) {
            fail("a number is not hexadecimal");
        }
        out[i] = (unsigned char) byte;
    }
}

static void read_case(struct a_case *one) {
    read_hex(one->secret, sizeof one->secret);
    read_hex(one->key, sizeof one->key);
    if (strtok(NULL, " \n") == NULL) {
        fail("the text is missing");
    }
    read_hex(one->digest, sizeof one->digest);
    read_hex(one->signature, sizeof one->signature);
    if (!secp256k1_ec_pubkey_parse(context, &one->parsed, one->key, sizeof one->key)) {
        fail("a key is not on the curve");
    }
}

static int verify_parsed(struct a_case *one) {
    secp256k1_ecdsa_signature signature;

    return secp256k1_ecdsa_signature_parse_compact(context, &signature, one->signature)
            && secp256k1_ecdsa_verify(context, &signature, one->digest, &one->parsed);
}

static int verify(struct a_case *one) {
    secp256k1_ecdsa_signature signature;
    secp256k1_pubkey key;

    return secp256k1_ecdsa_signature_parse_compact(context, &signature, one->signature)
            && secp256k1_ec_pubkey_parse(context, &key, one->key, sizeof one->key)
            && secp256k1_ecdsa_verify(context, &signature, one->digest, &key);
}

/* Writes over the signature of the case, with what was there before: the nonce comes from key and digest alone. */
static int sign(struct a_case *one) {
    secp256k1_ecdsa_signature signature;

    return secp256k1_ecdsa_sign(context, &signature, one->digest, one->secret, NULL, NULL)
            && secp256k1_ecdsa_signature_serialize_compact(context, one->signature, &signature);
}

typedef int (*operation)(struct a_case *);

static operation read_operation(void) {
    const char *name = strtok(NULL, " \n");

    if (name != NULL && strcmp(name, "verify-parsed") == 0) {
        return verify_parsed;
    }
    if (name != NULL && strcmp(name, "verify") == 0) {
        return verify;
    }
    if (name == NULL || strcmp(name, "sign") != 0) {
        fail("unknown operation");
    }
    return sign;
}

static long long now(clockid_t clock) {
    struct timespec time;

    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void run(operation one) {
    const char *nanoseconds = strtok(NULL, " \n");
    long long end = now(CLOCK_MONOTONIC) + (nanoseconds == NULL ? 0 : atoll(nanoseconds));
    long long begin = now(CLOCK_THREAD_CPUTIME_ID);
    long done = 0;
    int i;

    if (count == 0) {
        fail("there is nothing to run");
    }
    do {
        for (i = 0; i < 8; i++) {
            if (!one(&cases[next])) {
                fail("a good signature was refused");
            }
            next = (next + 1) % count;
            done++;
        }
    } while (now(CLOCK_MONOTONIC) < end);
    printf("%ld %lld\n", done, now(CLOCK_THREAD_CPUTIME_ID) - begin);
}

static void check(operation one) {
    struct a_case probe;
    int i;

    read_case(&probe);
    if (one != sign) {
        printf("%d\n", one(&probe));
        return;
    }
    if (!sign(&probe)) {
        fail("did not sign");
    }
    for (i = 0; i < 64; i++) {
        printf("%02x", probe.signature[i]);
    }
    printf("\n");
}

int main(void) {
    char line[LINE];
    const char *word;

    context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    while (fgets(line, sizeof line, stdin) != NULL) {
        word = strtok(line, " \n");
        if (word != NULL && strcmp(word, "case") == 0 && count < CASES) {
            read_case(&cases[count++]);
            printf("ok\n");
        } else if (word != NULL && strcmp(word, "check") == 0) {
            check(read_operation());
        } else if (word != NULL && strcmp(word, "run") == 0) {
            run(read_operation());
        } else {
            fail("unknown word");
        }
        fflush(stdout);
    }
    secp256k1_context_destroy(context);
    return 0;
}
