// sync/wire/about.h: what a tablet and its hub tell each other beside the records: what runs on the tablet, whose forms packs and recovery boxes it is to use,
// and the forms pack itself, in parts. PROTOCOL.md, section 10. Pure functions, any thread.
#pragma once
#include <string>

#include "platform/crypto/sign.h"
#include "sync/wire/message.h"

namespace wire {

inline constexpr const char* kAboutPath = "/about";
inline constexpr const char* kFormsPath = "/forms";
inline constexpr size_t kFormsPartBytesMax = 256 * 1024;
inline constexpr size_t kAppVersionBytesMax = 64;

struct AboutRequest {
  uint64_t device = 0;
  std::string app_version;   // "0.1.0"
  uint64_t forms_pack = 0;   // number of the one in use; 0: none
  bool operator==(const AboutRequest&) const = default;
};
struct AboutAnswer {
  crypto::VerifyKey forms_key{};         // who signs forms packs; zeros: nobody yet
  crypto::BoxPublicKey recovery_key{};   // whom to leave a way in; zeros: nobody
  uint64_t forms_pack = 0;               // number of the one on offer; 0: none
  uint64_t forms_pack_bytes = 0;         // of its bundle
  bool operator==(const AboutAnswer&) const = default;
};
// The answer is the bundle's bytes from `offset` on, at most kFormsPartBytesMax; none beyond its end, or when that pack is no longer on offer.
struct FormsRequest {
  uint64_t device = 0;
  uint64_t forms_pack = 0;
  uint64_t offset = 0;
  bool operator==(const FormsRequest&) const = default;
};

base::Bytes encode(const AboutRequest& request);
base::Bytes encode(const AboutAnswer& answer);
base::Bytes encode(const FormsRequest& request);
// Errors: Corrupt, TooNew.
base::Result<AboutRequest> decode_about_request(base::ByteView bytes);
base::Result<AboutAnswer> decode_about_answer(base::ByteView bytes);
base::Result<FormsRequest> decode_forms_request(base::ByteView bytes);

}  // namespace wire
