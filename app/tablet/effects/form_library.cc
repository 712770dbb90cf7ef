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

}  // namespace

std::string FormLibrary::file_of(const std::string& name) const { return is_path(name) ? name : assets_dir_ + "/forms/" + name + ".json"; }

std::string FormLibrary::kept_file_of(const std::string& name, std::string_view version) const {
  return kept_dir_ + "/" + forms::hash_text(name) + "-" + forms::hash_text(version) + ".json";
}

base::Result<FormLibrary::Form> FormLibrary::read(const std::string& file) {
  if (const auto known = parsed_.find(file); known != parsed_.end()) return known->second;
  TRY(const base::Bytes text, os::read_file(file, kFormBytesMax));
  const auto part = [this](std::string_view canonical) {
    const auto bytes = os::read_file(assets_dir_ + "/forms/" + last_part(canonical) + ".json", kFormBytesMax);
    return bytes ? std::string(base::text_view(*bytes)) : std::string();
  };
  TRY(Form form, forms::Questionnaire::parse(std::string(base::text_view(text)), nullptr, part));
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
  const auto text = os::read_file(file_of(name), kFormBytesMax);
  base::Status written = os::make_folders(kept_dir_);
  if (written && text) written = os::replace_file(file, *text);
  if (!written) base::log(base::Level::Warning, std::string("form not kept: ") + base::fault_name(written.error().fault));
}

}  // namespace effects
