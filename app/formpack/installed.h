// app/formpack/installed.h: the forms pack a tablet has: verified when it comes and again whenever it is opened, never an older one than it had, and changed
// in one step. One folder, one thread at a time.
//
// <folder>/key: whose packs are taken (64 hex digits); given once. <folder>/current: the number of the pack in use. <folder>/<number>/: that pack.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "app/formpack/pack.h"

namespace formpack {

class Installed {
 public:
  explicit Installed(std::string folder) : folder_(std::move(folder)) {}

  // The key whose packs are taken. Errors: NotFound (none yet), as for files.
  base::Result<crypto::VerifyKey> key() const;
  // The first key given stays. Errors: Denied (another one is there), as for files.
  base::Status trust(const crypto::VerifyKey& key);

  // 0: none.
  uint64_t version() const;
  // The pack in use; none where there is none. Errors: Denied (changed since it was signed), as for files and packs.
  base::Result<std::optional<Pack>> open() const;
  // `today` is YYYY-MM-DD. Durable once it returns; a crash leaves the pack that was there or this one. The one in use already is no error.
  // Errors: NotFound (no key yet), Denied (not signed with it, or an older one, or another of the same number), Busy (not valid yet), Full, BadInput.
  base::Status install(const Pack& pack, std::string_view today);

 private:
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string pack_folder(uint64_t version) const { return path(std::to_string(version)); }
  void remove_others(uint64_t version) const;
  std::string folder_;
};

}  // namespace formpack
