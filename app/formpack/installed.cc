#include "app/formpack/installed.h"

#include <charconv>
#include <filesystem>

#include "platform/os/file.h"

namespace formpack {
namespace {

constexpr size_t kNumberBytesMax = 32;

uint64_t number_in(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

base::Result<crypto::VerifyKey> Installed::key() const { return read_verify_key(path("key")); }

base::Status Installed::trust(const crypto::VerifyKey& wanted) {
  const auto known = key();
  if (known) return *known == wanted ? base::Status() : base::fail(base::Fault::Denied, "forms pack: another key is trusted already");
  if (known.error().fault != base::Fault::NotFound) return base::fail(known.error());
  TRY_DO(os::make_folders(folder_));
  return os::replace_file(path("key"), base::view(key_text(wanted)));
}

uint64_t Installed::version() const {
  const auto text = os::read_file(path("current"), kNumberBytesMax);
  return text ? number_in(base::text_view(*text)) : 0;
}

base::Result<std::optional<Pack>> Installed::open() const {
  const uint64_t current = version();
  if (current == 0) return std::optional<Pack>();
  TRY(const crypto::VerifyKey trusted, key());
  TRY(Pack pack, read_folder(pack_folder(current)));
  TRY_DO(verify(pack, trusted));
  if (pack.manifest.version != current) return base::fail(base::Fault::Denied, "forms pack: not the one of that number");
  return std::optional<Pack>(std::move(pack));
}

base::Status Installed::install(const Pack& pack, std::string_view today) {
  TRY(const crypto::VerifyKey trusted, key());
  TRY_DO(verify(pack, trusted));
  if (!pack.manifest.valid_from.empty() && today < pack.manifest.valid_from) return base::fail(base::Fault::Busy, "forms pack: not before " + pack.manifest.valid_from);
  const uint64_t current = version(), wanted = pack.manifest.version;
  if (wanted < current) return base::fail(base::Fault::Denied, "forms pack: number " + std::to_string(wanted) + " is older than " + std::to_string(current));
  if (wanted == current) {
    const auto here = open();
    if (here && *here && (*here)->manifest_text == pack.manifest_text) return {};
    if (here && *here) return base::fail(base::Fault::Denied, "forms pack: another pack of number " + std::to_string(wanted) + " is in use");
  }
  TRY_DO(write_folder(pack, pack_folder(wanted)));
  TRY_DO(os::sync_folder(folder_));
  TRY_DO(os::replace_file(path("current"), base::view(std::to_string(wanted))));
  remove_others(wanted);
  return {};
}

// What an older pack, or a crash, left behind. A form a draft was begun with is kept elsewhere.
void Installed::remove_others(uint64_t version) const {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    const uint64_t number = number_in(entry.path().filename().string());
    if (number != 0 && number != version) std::filesystem::remove_all(entry.path(), ignored);
  }
}

}  // namespace formpack
