#include "app/tablet/effects/form_library.h"

#include "app/forms/paths.h"
#include "platform/base/log.h"
#include "platform/os/file.h"

namespace effects {
namespace {

// "https://doorstep.example.org/forms/falls" as a part of another form is the shipped form "falls".
std::string last_part(std::string_view canonical) {
  const std::string_view url = canonical.substr(0, canonical.find('|'));
  return std::string(url.substr(url.rfind('/') + 1));
}

bool is_path(const std::string& name) { return name.find('/') != std::string::npos; }

std::string pack_file(uint64_t version, const std::string& name) { return "pack/" + std::to_string(version) + "/" + name; }

}  // namespace

std::string form_name(const std::string& url) {
  const size_t slash = url.rfind('/');
  return url.rfind("file:", 0) == 0 ? url.substr(5) : slash == std::string::npos ? url : url.substr(slash + 1);
}

std::string FormLibrary::file_of(const std::string& name) const {
  if (is_path(name)) return name;
  const std::string packed = pack_file(pack_version_, name);
  return pack_.contains(packed) ? packed : shipped_file_of(name);
}

void FormLibrary::use(const formpack::Pack& pack) {
  pack_.clear();
  pack_names_.clear();
  pack_version_ = pack.manifest.version;
  for (size_t i = 0; i < pack.texts.size(); ++i) {
    pack_names_.push_back(pack.manifest.forms[i].name);
    pack_[pack_file(pack_version_, pack_names_.back())] = pack.texts[i];
  }
}

std::vector<std::string> FormLibrary::added() const {
  std::vector<std::string> out;
  for (const std::string& name : pack_names_)
    if (!os::exists(shipped_file_of(name))) out.push_back(name);
  return out;
}

base::Result<std::string> FormLibrary::text_of(const std::string& file) const {
  if (const auto packed = pack_.find(file); packed != pack_.end()) return packed->second;
  TRY(const base::Bytes text, os::read_file(file, kFormBytesMax));
  return std::string(base::text_view(text));
}

std::string FormLibrary::kept_file_of(const std::string& name, std::string_view version) const {
  return kept_dir_ + "/" + forms::hash_text(name) + "-" + forms::hash_text(version) + ".json";
}

base::Result<FormLibrary::Form> FormLibrary::read(const std::string& file) {
  if (const auto known = parsed_.find(file); known != parsed_.end()) return known->second;
  TRY(std::string text, text_of(file));
  const auto part = [this](std::string_view canonical) { return text_of(file_of(last_part(canonical))).value_or(std::string()); };
  TRY(Form form, forms::Questionnaire::parse(std::move(text), nullptr, part));
  return parsed_.emplace(file, std::move(form)).first->second;
}

base::Result<FormLibrary::Form> FormLibrary::find(const std::string& name, const std::string& version) {
  auto newest = read(file_of(name));
  if (version.empty() || (newest && (*newest)->version() == version)) return newest;
  auto kept = read(kept_file_of(name, version));
  return kept && (*kept)->version() == version ? kept : newest;
}

void FormLibrary::keep(const std::string& name) {
  const auto form = find(name);
  if (!form || is_path(name) || (*form)->version().empty()) return;
  const std::string file = kept_file_of(name, (*form)->version());
  if (os::exists(file)) return;
  const auto text = text_of(file_of(name));
  base::Status written = os::make_folders(kept_dir_);
  if (written && text) written = os::replace_file(file, base::view(*text));
  if (!written) base::log(base::Level::Warning, std::string("form not kept: ") + base::fault_name(written.error().fault));
}

}  // namespace effects
