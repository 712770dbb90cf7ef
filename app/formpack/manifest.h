// app/formpack/manifest.h: what a forms pack says of itself: its version, from when it holds, and each form's name, size and hash. FORMAT.md beside this is
// normative. Values and pure functions, any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "platform/crypto/crypto.h"

namespace formpack {

inline constexpr size_t kManifestBytesMax = 512 * 1024;
inline constexpr size_t kFormsMax = 500;
inline constexpr size_t kFormBytesMax = 8 * 1024 * 1024;
inline constexpr size_t kFormsBytesMax = 64 * 1024 * 1024;  // all of them, unpacked

struct FormEntry {
  std::string name;     // what the app calls it: the last part of its url; its file is `name`.json
  std::string url;
  std::string version;  // of the form
  std::string title;
  uint64_t bytes = 0;
  crypto::Hash hash{};  // BLAKE2b-256 of the file
  bool operator==(const FormEntry&) const = default;
};

struct Manifest {
  uint64_t version = 0;       // of the pack: 1, 2, 3, ...; a tablet never goes back
  std::string name;           // for people
  std::string valid_from;     // YYYY-MM-DD; empty: at once
  std::vector<FormEntry> forms;
  bool operator==(const Manifest&) const = default;
};

// Errors: BadInput (says what is wrong), TooNew (a later format).
base::Result<Manifest> read_manifest(std::string_view text);
std::string write_manifest(const Manifest& manifest);

// Lower-case letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 64: safe as a file's name.
bool is_form_name(std::string_view name);
// "https://council.example/forms/falls-2" gives "falls-2"; empty when that is no form name.
std::string name_of_url(std::string_view url);

}  // namespace formpack
