#include "platform/net/certificates.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include "platform/os/file.h"
#include "tests/platform/net/town.h"
#include "tests/support/temp_folder.h"

namespace net {
namespace {

std::string key_of_type(const char* type, size_t bits) {
  EVP_PKEY* key = bits ? EVP_PKEY_Q_keygen(nullptr, nullptr, type, bits) : EVP_PKEY_Q_keygen(nullptr, nullptr, type);
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out, &text);
  std::string made(text, size_t(size));
  BIO_free(out), EVP_PKEY_free(key);
  return made;
}

TEST(Certificates, TheAuthorityIsMadeOnceAndKeptForItsOwnersEyesOnly) {
  const testing_support::TempFolder folder;
  const auto first = Authority::open_or_make(folder.path(), "Doorstep hub", kNow), again = Authority::open_or_make(folder.path(), "Doorstep hub", kNow);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->certificate(), again->certificate());
  struct stat found {};
  ASSERT_EQ(::stat((folder / "authority.pem").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST(Certificates, ADamagedAuthorityFileIsSaidToBeSoAndNotReplaced) {
  const testing_support::TempFolder folder;
  ASSERT_TRUE(os::replace_file(folder / "authority.pem", base::view("-----BEGIN PRIVATE KEY-----\nnot a key")));
  const auto opened = Authority::open_or_make(folder.path(), "Doorstep hub", kNow);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, base::Fault::Corrupt);
}

TEST(Certificates, ADeviceGetsTheNameTheAuthorityGivesItWhateverKindOfKeyItHas) {
  const Town town, other;
  for (const std::string& key : {pem(make_key()), key_of_type("ED25519", 0)}) {
    const auto certificate = town.authority.certify_device(pem(make_certificate_request(key)), "7", kNow);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(name_of_device(*certificate, town.authority.certificate()).value(), "7");
    EXPECT_FALSE(name_of_device(*certificate, other.authority.certificate()));
    EXPECT_EQ(validity_of(*certificate)->until_s, kNow.until_s);
  }
  const Identity server = town.identity_of_server();
  EXPECT_FALSE(name_of_device(server.certificate, town.authority.certificate())) << "a server's certificate is no device's";
}

TEST(Certificates, ARequestThatIsChangedOrBringsAWeakKeyIsRefused) {
  const Town town;
  std::string request = pem(make_certificate_request(pem(make_key())));
  EXPECT_FALSE(town.authority.certify_device(pem(make_certificate_request(key_of_type("RSA", 2048))), "7", kNow));
  EXPECT_FALSE(town.authority.certify_device("", "7", kNow));
  const size_t at = request.find("-----END") - 12;
  request[at] = request[at] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(town.authority.certify_device(request, "7", kNow));
}

}  // namespace
}  // namespace net
