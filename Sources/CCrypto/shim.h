// The one door to OpenSSL's libcrypto: message digests.
#include <openssl/crypto.h>
#include <openssl/evp.h>
