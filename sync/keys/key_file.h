// sync/keys/key_file.h: the tablet's key file, decoded, and its bytes (FORMAT.md, section 3). Everything but an id and a number is sealed
// with the device secret, so that neither the worker's name nor the count of tries can be read or changed without it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/crypto/crypto.h"
#include "sync/keys/seen_time.h"
#include "sync/record/record_id.h"

namespace keys {

// What a person types. Numbers are on disk and never reused.
enum class Kind : uint8_t { Pin = 1, Password = 2 };

// Shown on the unlock screen, before anybody has unlocked.
struct Profile {
  std::string name;      // at most 200 bytes each
  std::string initials;
  std::string team;
  uint32_t visits_waiting = 0;  // saved here, not sent yet
  bool operator==(const Profile&) const = default;
};
inline constexpr size_t kProfileTextBytesMax = 200;

inline constexpr size_t kWrappedBytes = crypto::kSealBytes + crypto::kKeyBytes;

// The data key under one secret.
struct Wrap {
  Kind kind = Kind::Pin;
  bool live = true;  // false: destroyed by wrong tries, `sealed` is zeros
  crypto::StretchCost cost;
  crypto::Salt salt{};
  uint32_t tries = 0;          // begun since the last success
  int64_t tried_seen_ms = 0;   // when the last of them began, in SeenTime
  std::array<uint8_t, kWrappedBytes> sealed{};
  bool operator==(const Wrap&) const = default;
};

struct KeyFile {
  record::RecordId device;
  uint64_t generation = 0;  // one more at every write
  SeenTime::Stamps seen;
  int64_t contact_seen_ms = 0;  // when the hub was last reached, in SeenTime
  int64_t contact_hub_ms = 0;   // the same moment by the hub's clock; 0: never
  uint32_t lease_days = 0;      // 0: no lease
  Profile profile;
  crypto::Hash key_check{};     // derive(data key, "keys/check")
  std::vector<Wrap> wraps;      // at most one of a kind
  base::Bytes newer;            // fields of a newer version, kept as they are
  bool operator==(const KeyFile&) const = default;
};

inline constexpr size_t kKeyFileBytes = 4096;
inline constexpr uint32_t kTriesMax = 10;  // Cyber Essentials: lock out after ten guesses

// Always kKeyFileBytes. Errors: BadInput (a text or `newer` too long).
base::Result<base::Bytes> encode_key_file(const KeyFile& file, const crypto::Key& body_key, os::Random& random);
// Errors: TooNew, Corrupt (also for another device's file).
base::Result<KeyFile> decode_key_file(base::ByteView bytes, const crypto::Key& body_key);

}  // namespace keys
