// Keeps libgit2 from reading the system's certificates each time it starts.
//
// Debian builds libgit2 with mbedTLS, and its start parses all of ca-certificates.crt: 3 ms of
// every command, for connections that Writ never makes (the user's own git does all networking).
// A program's own function comes before a library's of the same name, so this one answers
// "no certificates". Should anything ever open a TLS connection through libgit2, it fails closed.
// Where libgit2 uses another TLS library nobody calls this.

#include "include/CLibgit2Start.h"

int mbedtls_x509_crt_parse_file(void *chain, const char *path);

int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
  (void)chain;
  (void)path;
  return -1;
}
