#include "platform/net/certificates.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "platform/os/file.h"

namespace net {
namespace {

constexpr size_t kPemBytesMax = 64 * 1024;
constexpr int kSerialBytes = 16;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using SigningRequest = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

base::Error openssl_error(base::Fault fault, const char* what) {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  return {fault, std::string(what) + ": openssl " + std::to_string(code)};
}

Memory memory_of(const std::string& text) { return Memory(BIO_new_mem_buf(text.data(), int(text.size()))); }

template <class Write>
std::string pem_of(const Write& write) {
  const Memory out(BIO_new(BIO_s_mem()));
  if (!out || !write(out.get())) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, size_t(size));
}

PrivateKey read_key(const std::string& pem) {
  const Memory in = memory_of(pem);
  return PrivateKey(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
}

Certificate read_certificate(const std::string& pem) {
  const Memory in = memory_of(pem);
  return Certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
}

std::string pem_of_key(EVP_PKEY* key) {
  return pem_of([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

// Ed25519 hashes by itself.
const EVP_MD* digest_for(EVP_PKEY* key) { return EVP_PKEY_is_a(key, "ED25519") ? nullptr : EVP_sha256(); }

bool is_ours_to_certify(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519")) return true;
  char group[32] = {};
  size_t size = 0;
  return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, group, sizeof group, &size) == 1 && std::string_view(group) == "prime256v1";
}

// What a certificate says, before it is signed.
struct Statement {
  std::string name;
  EVP_PKEY* key = nullptr;
  Validity validity;
  std::vector<std::pair<int, std::string>> extensions;  // NID, OpenSSL's spelling
};

base::Result<std::string> sign_certificate(const Statement& say, X509* issuer, EVP_PKEY* issuer_key) {
  const Certificate made(X509_new());
  X509* const out = made.get();
  uint8_t serial[kSerialBytes];
  if (!out || RAND_bytes(serial, sizeof serial) != 1) return base::fail(openssl_error(base::Fault::Busy, "certificate"));
  serial[0] = uint8_t((serial[0] & 0x7f) | 0x40);  // positive, and of one length
  BIGNUM* const number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(out));
  BN_free(number);
  X509_set_version(out, X509_VERSION_3);
  ASN1_TIME_set(X509_getm_notBefore(out), time_t(say.validity.from_s));
  ASN1_TIME_set(X509_getm_notAfter(out), time_t(say.validity.until_s));
  X509_NAME_add_entry_by_txt(X509_get_subject_name(out), "CN", MBSTRING_UTF8, reinterpret_cast<const uint8_t*>(say.name.data()), int(say.name.size()), -1, 0);
  X509_set_issuer_name(out, X509_get_subject_name(issuer ? issuer : out));
  X509_set_pubkey(out, say.key);
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer ? issuer : out, out, nullptr, nullptr, 0);
  for (const auto& [nid, text] : say.extensions) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, text.c_str()));
    if (!extension || !X509_add_ext(out, extension.get(), -1)) return base::fail(openssl_error(base::Fault::BadInput, "extension"));
  }
  if (!X509_sign(out, issuer_key, digest_for(issuer_key))) return base::fail(openssl_error(base::Fault::BadInput, "sign"));
  return pem_of([&](BIO* to) { return PEM_write_bio_X509(to, out); });
}

bool looks_like_address(const std::string& host) { return host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos; }

std::string common_name(const X509_NAME* name) {
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0) return {};
  const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), size_t(ASN1_STRING_length(text)));
}

int64_t seconds_of(const ASN1_TIME* time) {
  tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? int64_t(timegm(&parts)) : 0;
}

}  // namespace

base::Result<std::string> make_key() {
  const PrivateKey key(EVP_EC_gen("P-256"));
  std::string pem = key ? pem_of_key(key.get()) : std::string();
  if (pem.empty()) return base::fail(openssl_error(base::Fault::Busy, "key"));
  return pem;
}

base::Result<std::string> make_certificate_request(const std::string& key_pem) {
  const PrivateKey key = read_key(key_pem);
  const SigningRequest request(X509_REQ_new());
  if (!key || !request) return base::fail(openssl_error(base::Fault::BadInput, "key"));
  X509_REQ_set_version(request.get(), X509_REQ_VERSION_1);
  X509_REQ_set_pubkey(request.get(), key.get());
  if (!X509_REQ_sign(request.get(), key.get(), digest_for(key.get()))) return base::fail(openssl_error(base::Fault::BadInput, "request"));
  return pem_of([&](BIO* out) { return PEM_write_bio_X509_REQ(out, request.get()); });
}

base::Result<std::string> name_of_device(const std::string& certificate, const std::string& authority_certificate) {
  const Certificate device = read_certificate(certificate), authority = read_certificate(authority_certificate);
  if (!device || !authority) return base::fail(openssl_error(base::Fault::BadInput, "certificate"));
  const bool signed_by = X509_verify(device.get(), X509_get0_pubkey(authority.get())) == 1;
  ERR_clear_error();
  if (!signed_by || !(X509_get_extended_key_usage(device.get()) & XKU_SSL_CLIENT)) return base::fail(base::Fault::Denied, "certificate");
  return common_name(X509_get_subject_name(device.get()));
}

base::Result<Validity> validity_of(const std::string& certificate) {
  const Certificate read = read_certificate(certificate);
  if (!read) return base::fail(openssl_error(base::Fault::BadInput, "certificate"));
  return Validity{seconds_of(X509_get0_notBefore(read.get())), seconds_of(X509_get0_notAfter(read.get()))};
}

base::Result<Authority> Authority::make(const std::string& name, const Validity& validity) {
  TRY(const std::string key_pem, make_key());
  const PrivateKey key = read_key(key_pem);
  const Statement say{name, key.get(), validity,
                      {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}, {NID_subject_key_identifier, "hash"}}};
  TRY(std::string certificate, sign_certificate(say, nullptr, key.get()));
  return Authority({std::move(certificate), key_pem});
}

base::Result<Authority> Authority::open_or_make(const std::string& folder, const std::string& name, const Validity& validity) {
  const std::string file = folder + "/authority.pem";
  if (os::exists(file)) {
    TRY(Identity identity, read_identity(file));
    return Authority(std::move(identity));
  }
  TRY(Authority made, make(name, validity));
  TRY_DO(write_identity(file, made.identity_));
  return made;
}

base::Result<std::string> Authority::certify_server(const std::string& key_pem, const std::vector<std::string>& hosts, const Validity& validity) const {
  const PrivateKey key = read_key(key_pem), own = read_key(identity_.key);
  const Certificate issuer = read_certificate(identity_.certificate);
  if (!key || !own || !issuer || hosts.empty()) return base::fail(openssl_error(base::Fault::BadInput, "server certificate"));
  std::string names;
  for (const std::string& host : hosts) {
    if (host.empty() || host.find_first_of(",= \n") != std::string::npos) return base::fail(base::Fault::BadInput, "host name");
    names += (names.empty() ? "" : ",") + std::string(looks_like_address(host) ? "IP:" : "DNS:") + host;
  }
  return sign_certificate({hosts.front(), key.get(), validity,
                           {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "serverAuth"},
                            {NID_subject_alt_name, names}, {NID_authority_key_identifier, "keyid"}}},
                          issuer.get(), own.get());
}

base::Result<std::string> Authority::certify_device(const std::string& request_pem, const std::string& name, const Validity& validity) const {
  const Memory in = memory_of(request_pem);
  const SigningRequest request(PEM_read_bio_X509_REQ(in.get(), nullptr, nullptr, nullptr));
  if (!request) return base::fail(openssl_error(base::Fault::BadInput, "certificate request"));
  EVP_PKEY* const key = X509_REQ_get0_pubkey(request.get());
  if (!key || !is_ours_to_certify(key) || X509_REQ_verify(request.get(), key) != 1) return base::fail(openssl_error(base::Fault::BadInput, "certificate request's key"));
  const PrivateKey own = read_key(identity_.key);
  const Certificate issuer = read_certificate(identity_.certificate);
  return sign_certificate({name, key, validity,
                           {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "clientAuth"}, {NID_authority_key_identifier, "keyid"}}},
                          issuer.get(), own.get());
}

base::Result<Identity> read_identity(const std::string& file) {
  TRY(const base::Bytes bytes, os::read_file(file, kPemBytesMax));
  const std::string text(base::text_view(bytes));
  const PrivateKey key = read_key(text);
  const Certificate certificate = read_certificate(text);
  if (!key || !certificate || X509_check_private_key(certificate.get(), key.get()) != 1) return base::fail(openssl_error(base::Fault::Corrupt, "identity file"));
  return Identity{pem_of([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); }), pem_of_key(key.get())};
}

base::Status write_identity(const std::string& file, const Identity& identity) { return os::replace_file(file, base::view(identity.key + identity.certificate), 0600); }

}  // namespace net
