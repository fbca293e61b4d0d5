// The one door to OpenSSL's libcrypto: SHA-256 without the providers, whose start costs 3 MB and a millisecond. The
// plain functions are deprecated there in favour of these; they use the same assembly.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/sha.h>
