/*
 * bitauth-authorized-keys: lets the owners of an instance in by certificates that they wrote by themselves.
 *
 *     AuthorizedKeysCommand /usr/local/sbin/bitauth-authorized-keys %u %t %k
 *     AuthorizedKeysCommandUser bitauth-ssh
 *
 * sshd hands it the login, the type of the offered key and the key. It prints one line for authorized_keys, or nothing;
 * it always ends with 0, and says in one line to syslog what it did. It reads three files of root:
 *
 *     /etc/bitauth/cloud       one line, the URL of the cloud that statements must name
 *     /etc/bitauth/instance    one line, the instance that they must name
 *     /etc/bitauth/owners      a line "SIN login" for each owner; who takes a line away revokes
 *
 * It decides as org.bitauth.ssh.self.SelfCertificateVerifier does, in the same steps; both are held to one file of cases.
 *
 *     cc -O2 -Wall -Wextra -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -pie -Wl,-z,relro,-z,now -s \
 *         -o bitauth-authorized-keys bitauth-authorized-keys.c -lcrypto
 */
#define OPENSSL_SUPPRESS_DEPRECATED /* RIPEMD160(): its EVP form is missing from OpenSSL 3.0.0 to 3.0.6 */
#include <openssl/evp.h>
#include <openssl/ripemd.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#ifndef BITAUTH_FOLDER
#define BITAUTH_FOLDER "/etc/bitauth"
#endif

#define CERTIFICATE_TYPE "ssh-ed25519-cert-v01@openssh.com"
#define KEY_TYPE "ssh-ed25519"
#define STATEMENT_NAME "ssh-binding@bitauth.org"
#define SIGNATURE_NAME "ssh-binding-signature@bitauth.org"

enum {
    LONGEST_KEY = 8192, /* characters of base64 */
    LONGEST_STATEMENT = 4096,
    LONGEST_LINE = 1024,
    LONGEST_FILE = 1 << 20,
    MOST_PRINCIPALS = 256,
    LONGEST_LIFE = 24 * 60 * 60 /* seconds */
};

/* Bytes that lie in somebody else's buffer. */
struct span {
    const unsigned char *p;
    size_t n;
};

/* Where and when this is. */
struct place {
    const char *folder;
    uid_t owner; /* of the folder's files */
    int64_t now; /* seconds of the epoch */
};

struct certificate {
    struct span subject, authority, statement, signature;
};

struct binding {
    struct span cloud, identity, key, login, instance, not_after;
    int64_t end; /* not_after, in seconds of the epoch */
};

/* What sshd is told: the owner that comes in, and the line. */
struct answer {
    char sin[36], line[512];
};

/* ---- spans ---- */

static struct span text(const char *s) {
    struct span t = {(const unsigned char *)s, strlen(s)};
    return t;
}

static bool same(struct span a, struct span b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool all(struct span s, const char *alphabet) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == 0 || strchr(alphabet, s.p[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static bool within(struct span s, unsigned char first, unsigned char last) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < first || s.p[i] > last) {
            return false;
        }
    }
    return true;
}

static bool printable(struct span s) {
    return within(s, ' ', '~');
}

static bool take(struct span *in, size_t n, struct span *out) {
    if (n > in->n) {
        return false;
    }
    out->p = in->p;
    out->n = n;
    in->p += n;
    in->n -= n;
    return true;
}

static bool take_u32(struct span *in, uint32_t *out) {
    struct span b;
    if (!take(in, 4, &b)) {
        return false;
    }
    *out = (uint32_t)b.p[0] << 24 | (uint32_t)b.p[1] << 16 | (uint32_t)b.p[2] << 8 | b.p[3];
    return true;
}

/* A string of RFC 4251: its length and its bytes. */
static bool take_string(struct span *in, struct span *out) {
    uint32_t n;
    return take_u32(in, &n) && take(in, n, out);
}

static bool take_literal(struct span *in, const char *literal) {
    struct span t;
    return take(in, strlen(literal), &t) && same(t, text(literal));
}

/* ---- encodings, each in its one spelling ---- */

static int sextet(unsigned char c) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c == 0 ? NULL : strchr(alphabet, c);
    return found == NULL ? -1 : (int)(found - alphabet);
}

static bool from_base64(struct span in, unsigned char *out, size_t room, size_t *size) {
    size_t pads = 0, n = 0;
    uint32_t bits = 0;
    if (in.n == 0 || in.n % 4 != 0 || in.n / 4 * 3 > room) {
        return false;
    }
    while (pads < 2 && in.p[in.n - 1 - pads] == '=') {
        pads++;
    }
    for (size_t i = 0; i < in.n - pads; i++) {
        int value = sextet(in.p[i]);
        if (value < 0) {
            return false;
        }
        bits = bits << 6 | (uint32_t)value;
        if (i % 4 != 0) {
            unsigned shift = 6 - 2 * (unsigned)(i % 4);
            out[n++] = (unsigned char)(bits >> shift);
            bits &= (1u << shift) - 1;
        }
    }
    *size = n;
    return bits == 0; /* what is left over of the last character */
}

/* The bytes lie at the end of the room, where a sanitizer sees the first one that is read beyond them. */
static bool decoded(struct span in, unsigned char *room, size_t size, struct span *out) {
    if (!from_base64(in, room, size, &out->n)) {
        return false;
    }
    out->p = memmove(room + size - out->n, room, out->n);
    return true;
}

static bool from_hex(struct span in, unsigned char *out, size_t room, size_t *size) {
    static const char digits[] = "0123456789abcdef";
    if (in.n % 2 != 0 || in.n / 2 > room || !all(in, digits)) {
        return false;
    }
    for (size_t i = 0; i < in.n; i += 2) {
        out[i / 2] = (unsigned char)((strchr(digits, in.p[i]) - digits) << 4 | (strchr(digits, in.p[i + 1]) - digits));
    }
    *size = in.n / 2;
    return true;
}

/* The identity of a public key: base58 of 0F 02, RIPEMD-160 of SHA-256, and four bytes of checksum. */
static void sin_of(const unsigned char key[33], char out[36]) {
    static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    unsigned char bytes[26] = {0x0f, 0x02}, hash[32], digits[35] = {0};
    SHA256(key, 33, hash);
    RIPEMD160(hash, sizeof hash, bytes + 2);
    SHA256(bytes, 22, hash);
    SHA256(hash, sizeof hash, hash);
    memcpy(bytes + 22, hash, 4);
    for (size_t i = 0; i < sizeof bytes; i++) {
        unsigned carry = bytes[i];
        for (size_t j = sizeof digits; j-- > 0;) {
            carry += 256u * digits[j];
            digits[j] = (unsigned char)(carry % 58);
            carry /= 58;
        }
    }
    for (size_t j = 0; j < sizeof digits; j++) {
        out[j] = alphabet[digits[j]];
    }
    out[35] = 0;
}

/* SSH's encoding of an Ed25519 key, 51 bytes. */
static void blob_of(struct span point, unsigned char out[51]) {
    static const unsigned char head[] = "\0\0\0\x0bssh-ed25519\0\0\0\x20";
    memcpy(out, head, 19);
    memcpy(out + 19, point.p, 32);
}

/* SHA256: and 43 characters of base64. */
static void fingerprint_of(struct span point, char out[51]) {
    unsigned char blob[51], hash[32];
    char base64[45];
    blob_of(point, blob);
    SHA256(blob, sizeof blob, hash);
    EVP_EncodeBlock((unsigned char *)base64, hash, sizeof hash);
    memcpy(out, "SHA256:", 7);
    memcpy(out + 7, base64, 43);
    out[50] = 0;
}

static bool number(struct span in, size_t at, size_t digits, int least, int most, int *out) {
    int value = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (in.p[i] < '0' || in.p[i] > '9') {
            return false;
        }
        value = value * 10 + (in.p[i] - '0');
    }
    *out = value;
    return value >= least && value <= most;
}

/* 2026-11-22T10:00:00Z, of the Gregorian calendar. */
static bool from_time(struct span in, int64_t *out) {
    static const int days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day, hour, minute, second;
    if (in.n != 20 || in.p[4] != '-' || in.p[7] != '-' || in.p[10] != 'T' || in.p[13] != ':' || in.p[16] != ':'
        || in.p[19] != 'Z' || !number(in, 0, 4, 0, 9999, &year) || !number(in, 5, 2, 1, 12, &month)
        || !number(in, 8, 2, 1, 31, &day) || !number(in, 11, 2, 0, 23, &hour) || !number(in, 14, 2, 0, 59, &minute)
        || !number(in, 17, 2, 0, 59, &second)) {
        return false;
    }
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > days_of[month - 1] + (month == 2 && leap)) {
        return false;
    }
    int64_t past = year + 399; /* years of whole cycles before this one, from the year -400 on */
    int64_t days = past * 365 + past / 4 - past / 100 + past / 400 + day - 1 + (month > 2 && leap);
    for (int i = 0; i < month - 1; i++) {
        days += days_of[i];
    }
    days -= INT64_C(865259); /* from the first day of the year -399 to the epoch */
    *out = ((days * 24 + hour) * 60 + minute) * 60 + second;
    return true;
}

/* ---- the certificate (PROTOCOL.certkeys) ---- */

static bool verifies_ed25519(struct span point, struct span signature, struct span message) {
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, point.p, point.n);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = key != NULL && context != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1
                && EVP_DigestVerify(context, signature.p, signature.n, message.p, message.n) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return good;
}

/* A point of the order 1, 2, 4 or 8, whatever its sign: everybody can sign for such a key. */
static bool small_order(struct span point) {
    static const unsigned char points[7][32] = {
        {0x00},
        {0x01},
        {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
         0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
        {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
         0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
        {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
        {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
        {0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}};
    for (size_t i = 0; i < 7; i++) {
        if (memcmp(point.p, points[i], 31) == 0 && (point.p[31] & 0x7f) == points[i][31]) {
            return true;
        }
    }
    return false;
}

static bool names(struct span in) {
    struct span name;
    for (int count = 0; in.n > 0; count++) {
        if (count == MOST_PRINCIPALS || !take_string(&in, &name) || !printable(name)) {
            return false;
        }
    }
    return true;
}

/* Names once and in lexical order; a value is a string inside a string, that of a flag is empty. */
static bool options(struct span in, struct certificate *found) {
    struct span last = {NULL, 0}, name, data, value;
    for (bool first = true; in.n > 0; first = false) {
        if (!take_string(&in, &name) || !printable(name) || !take_string(&in, &data)) {
            return false;
        }
        size_t shorter = name.n < last.n ? name.n : last.n;
        int order = first || shorter == 0 ? 0 : memcmp(name.p, last.p, shorter);
        if (!first && (order < 0 || (order == 0 && name.n <= last.n))) {
            return false;
        }
        value = data;
        if (data.n > 0 && (!take_string(&data, &value) || data.n > 0 || !printable(value))) {
            return false;
        }
        if (found != NULL && same(name, text(STATEMENT_NAME))) {
            found->statement = value;
        }
        if (found != NULL && same(name, text(SIGNATURE_NAME))) {
            found->signature = value;
        }
        last = name;
    }
    return true;
}

static bool certificate(struct span in, struct certificate *out) {
    struct span whole = in, part, critical, extensions, key, proof, algorithm, signature;
    uint32_t kind;
    memset(out, 0, sizeof *out);
    if (!take_string(&in, &part) || !same(part, text(CERTIFICATE_TYPE)) /* named twice */
        || !take_string(&in, &part)                                      /* nonce */
        || !take_string(&in, &out->subject) || out->subject.n != 32      /* an Ed25519 point */
        || !take(&in, 8, &part)                                          /* serial */
        || !take_u32(&in, &kind) || kind != 1                            /* of a user */
        || !take_string(&in, &part) || !printable(part)                  /* key id */
        || !take_string(&in, &part) || !names(part)                      /* principals */
        || !take(&in, 16, &part)                                         /* times, which sshd checks */
        || !take_string(&in, &critical) || !options(critical, NULL)      /* which sshd obeys */
        || !take_string(&in, &extensions) || !options(extensions, out)   /* ours among them */
        || !take_string(&in, &part)                                      /* reserved */
        || !take_string(&in, &key)) {
        return false;
    }
    struct span signed_part = {whole.p, whole.n - in.n};
    return take_string(&key, &part) && same(part, text(KEY_TYPE)) && take_string(&key, &out->authority)
           && out->authority.n == 32 && !small_order(out->authority) && key.n == 0 && take_string(&in, &proof) && in.n == 0
           && take_string(&proof, &algorithm) && same(algorithm, text(KEY_TYPE)) && take_string(&proof, &signature)
           && signature.n == 64 && proof.n == 0 && verifies_ed25519(out->authority, signature, signed_part);
}

/* ---- the statement ---- */

static bool take_line(struct span *in, const char *name, struct span *value) {
    size_t n = 0;
    if (!take_literal(in, "\n") || !take_literal(in, name) || !take_literal(in, ": ")) {
        return false;
    }
    while (n < in->n && in->p[n] != '\n') {
        n++;
    }
    return take(in, n, value) && value->n > 0;
}

static bool host_word(struct span s) {
    return s.n >= 1 && s.n <= 64
           && all(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
}

static bool url(struct span s) {
    struct span rest = s;
    if (!take_literal(&rest, "https://")) {
        rest = s;
        if (!take_literal(&rest, "http://")) {
            return false;
        }
    }
    return rest.n > 0 && within(rest, '!', '~');
}

static bool statement(struct span in, struct binding *out) {
    struct span whole = in;
    char again[LONGEST_STATEMENT + 1];
    if (in.n > LONGEST_STATEMENT || !take_literal(&in, "Bitauth ssh-binding 1") || !take_line(&in, "Cloud", &out->cloud)
        || !url(out->cloud) || !take_line(&in, "Identity", &out->identity) || out->identity.n != 35
        || !all(out->identity, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        || !take_line(&in, "Key", &out->key) || out->key.n != 50 || !within(out->key, '!', '~')
        || !take_line(&in, "Login", &out->login) || !host_word(out->login)
        || !take_line(&in, "Instance", &out->instance) || !host_word(out->instance)
        || !take_line(&in, "Not-After", &out->not_after) || !from_time(out->not_after, &out->end) || in.n != 0) {
        return false;
    }
    int n = snprintf(again, sizeof again,
                     "Bitauth ssh-binding 1\nCloud: %.*s\nIdentity: %.*s\nKey: %.*s\nLogin: %.*s\nInstance: %.*s\n"
                     "Not-After: %.*s",
                     (int)out->cloud.n, out->cloud.p, (int)out->identity.n, out->identity.p, (int)out->key.n,
                     out->key.p, (int)out->login.n, out->login.p, (int)out->instance.n, out->instance.p,
                     (int)out->not_after.n, out->not_after.p);
    struct span written = {(unsigned char *)again, n < 0 ? 0 : (size_t)n};
    return n > 0 && (size_t)n < sizeof again && same(written, whole);
}

/* ---- root's files ---- */

static FILE *open_file(const struct place *place, const char *name) {
    char path[LONGEST_LINE];
    struct stat facts;
    int n = snprintf(path, sizeof path, "%s/%s", place->folder, name);
    FILE *file = n > 0 && (size_t)n < sizeof path ? fopen(path, "re") : NULL;
    if (file != NULL
        && (fstat(fileno(file), &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_uid != place->owner
            || (facts.st_mode & (S_IWGRP | S_IWOTH)) != 0 || facts.st_size > LONGEST_FILE)) {
        fclose(file);
        return NULL;
    }
    return file;
}

/* The one line of a file. */
static bool one_line(const struct place *place, const char *name, char line[LONGEST_LINE], struct span *out) {
    FILE *file = open_file(place, name);
    if (file == NULL) {
        return false;
    }
    size_t n = fread(line, 1, LONGEST_LINE, file);
    bool good = !ferror(file) && n < LONGEST_LINE;
    fclose(file);
    if (n > 0 && line[n - 1] == '\n') {
        n--;
    }
    out->p = (unsigned char *)line;
    out->n = n;
    return good && n > 0 && within(*out, '!', '~');
}

/* Whether the file has this line, whole: 1 or 0, and -1 if it cannot be read. */
static int has_line(const struct place *place, const char *name, struct span wanted) {
    FILE *file = open_file(place, name);
    int found = 0, c;
    size_t at = 0, read = 0;
    bool equal = true;
    if (file == NULL) {
        return -1;
    }
    while ((c = getc(file)) != EOF && read++ < LONGEST_FILE) {
        if (c == '\n') {
            found |= equal && at == wanted.n;
            at = 0;
            equal = true;
        } else {
            equal = equal && at < wanted.n && wanted.p[at] == c;
            at += equal;
        }
    }
    found |= equal && at == wanted.n;
    found = ferror(file) ? -1 : found;
    fclose(file);
    return found;
}

/* ---- the Bitcoin key's signature ---- */

static size_t integer_end(const unsigned char *der, size_t size, size_t start) {
    if (start + 3 > size || der[start] != 0x02) {
        return 0;
    }
    size_t length = der[start + 1];
    if (length < 1 || length > 33 || start + 2 + length > size) {
        return 0;
    }
    const unsigned char *value = der + start + 2;
    bool padded = length > 1 && value[0] == 0 && value[1] < 0x80;
    return value[0] >= 0x80 || padded ? 0 : start + 2 + length;
}

/* Strict DER (BIP 66, without the hash type) with the low S. */
static bool low_s(const unsigned char *der, size_t size) {
    static const unsigned char half[32] = {
        0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0};
    if (size < 8 || size > 72 || der[0] != 0x30 || der[1] != size - 2) {
        return false;
    }
    size_t middle = integer_end(der, size, 2);
    if (middle == 0 || integer_end(der, size, middle) != size) {
        return false;
    }
    size_t length = size - middle - 2;
    /* 33 bytes begin with 0 and go on above the half */
    return length < 32 || (length == 32 && memcmp(der + middle + 2, half, 32) <= 0);
}

static EVP_PKEY *secp256k1_key(const unsigned char key[33]) {
    unsigned char info[56] = {0x30, 0x36, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
                              0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a, 0x03, 0x22, 0x00};
    const unsigned char *in = info;
    memcpy(info + 23, key, 33);
    return d2i_PUBKEY(NULL, &in, sizeof info);
}

static bool verifies_secp256k1(EVP_PKEY *key, const unsigned char *der, size_t size, struct span message) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1
                && EVP_DigestVerify(context, der, size, message.p, message.n) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

/* ---- the decision ---- */

static const char *owner(const struct place *place, const struct binding *binding, struct span proof,
                         struct span said, struct answer *out) {
    unsigned char key[33], der[72];
    char wanted[128];
    size_t key_size, der_size;
    struct span key_hex, blank;
    if (!take(&proof, 66, &key_hex) || !take(&proof, 1, &blank) || blank.p[0] != ' '
        || !from_hex(key_hex, key, sizeof key, &key_size) || key[0] < 2 || key[0] > 3
        || !from_hex(proof, der, sizeof der, &der_size) || !low_s(der, der_size)) {
        return "SIGNATURE";
    }
    EVP_PKEY *point = secp256k1_key(key);
    if (point == NULL) {
        return "SIGNATURE";
    }
    const char *refused = NULL;
    sin_of(key, out->sin);
    if (!same(text(out->sin), binding->identity)) { /* 10 */
        refused = "IDENTITY";
    } else {
        snprintf(wanted, sizeof wanted, "%s %.*s", out->sin, (int)binding->login.n, binding->login.p);
        int listed = has_line(place, "owners", text(wanted)); /* 11 */
        if (listed != 1) {
            refused = listed < 0 ? "SETUP" : "NOT_OWNER";
        } else if (!verifies_secp256k1(point, der, der_size, said)) { /* 12 */
            refused = "SIGNATURE";
        }
    }
    EVP_PKEY_free(point);
    return refused;
}

static void write_line(const struct binding *binding, struct span subject, char line[512]) {
    unsigned char blob[51];
    char base64[69], when[15];
    const char *t = (const char *)binding->not_after.p;
    blob_of(subject, blob);
    EVP_EncodeBlock((unsigned char *)base64, blob, sizeof blob);
    snprintf(when, sizeof when, "%.4s%.2s%.2s%.2s%.2s%.2s", t, t + 5, t + 8, t + 11, t + 14, t + 17);
    snprintf(line, 512, "cert-authority,principals=\"%.*s\",expiry-time=\"%sZ\" " KEY_TYPE " %s",
             (int)binding->login.n, binding->login.p, when, base64);
}

/* Whom to let in; or NULL for an answer, else the reason why not. The numbers are those of the Java verifier. */
static const char *judge(const struct place *place, const char *login, const char *type, const char *key,
                         struct answer *out) {
    static unsigned char blob[LONGEST_KEY / 4 * 3], said_bytes[LONGEST_STATEMENT + 2];
    char cloud_line[LONGEST_LINE], instance_line[LONGEST_LINE], fingerprint[51];
    struct span bytes, said, cloud, instance;
    struct certificate shown;
    struct binding binding;
    memset(out, 0, sizeof *out);
    if (strcmp(type, CERTIFICATE_TYPE) != 0) { /* 1 */
        return "TYPE";
    }
    if (strlen(key) > LONGEST_KEY || !decoded(text(key), blob, sizeof blob, &bytes)
        || !certificate(bytes, &shown)) { /* 2 */
        return "MALFORMED";
    }
    if (!same(shown.subject, shown.authority)) { /* 3 */
        return "OTHER_SIGNER";
    }
    if (shown.statement.n == 0 || shown.signature.n == 0) { /* 4 */
        return "NO_BINDING";
    }
    if (!decoded(shown.statement, said_bytes, sizeof said_bytes, &said) || !statement(said, &binding)) { /* 5 */
        return "STATEMENT";
    }
    fingerprint_of(shown.subject, fingerprint);
    if (!same(text(fingerprint), binding.key)) { /* 6 */
        return "OTHER_KEY";
    }
    if (!same(text(login), binding.login)) { /* 7 */
        return "OTHER_LOGIN";
    }
    /* 8 */
    if (!one_line(place, "cloud", cloud_line, &cloud) || !one_line(place, "instance", instance_line, &instance)) {
        return "SETUP";
    }
    if (!same(cloud, binding.cloud) || !same(instance, binding.instance)) {
        return same(cloud, binding.cloud) ? "OTHER_INSTANCE" : "OTHER_CLOUD";
    }
    if (binding.end <= place->now || binding.end - place->now > LONGEST_LIFE) { /* 9 */
        return binding.end <= place->now ? "EXPIRED" : "TOO_LONG";
    }
    const char *refused = owner(place, &binding, shown.signature, said, out); /* 10 to 12 */
    if (refused == NULL) {
        write_line(&binding, shown.subject, out->line);
    }
    return refused;
}

int main(int count, char **words) {
    struct place place = {BITAUTH_FOLDER, 0, (int64_t)time(NULL)};
    struct answer answer;
    openlog("bitauth-authorized-keys", LOG_PID, LOG_AUTH);
    if (count != 4) {
        syslog(LOG_ERR, "refused: AuthorizedKeysCommand must end with %%u %%t %%k");
        return 0;
    }
    const char *refused = judge(&place, words[1], words[2], words[3], &answer);
    if (refused == NULL) {
        syslog(LOG_INFO, "accepted %s as %.64s", answer.sin, words[1]);
        puts(answer.line);
    } else {
        int level = strcmp(refused, "TYPE") == 0 ? LOG_DEBUG : LOG_INFO; /* sshd asks for every key that is offered */
        syslog(level, "refused: %s%s%s", refused, answer.sin[0] == 0 ? "" : " ", answer.sin);
    }
    return 0;
}
