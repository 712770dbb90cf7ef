#include "app/tablet/effects/form_library.h"

#include "platform/os/file.h"

namespace effects {

base::Result<FormLibrary::Form> FormLibrary::find(const std::string& name) {
  if (const auto known = parsed_.find(name); known != parsed_.end()) return known->second;
  const bool is_path = name.find('/') != std::string::npos;
  const std::string path = is_path ? name : assets_dir_ + "/forms/" + name + ".json";
  TRY(const base::Bytes text, os::read_file(path, kFormBytesMax));
  TRY(Form form, forms::Questionnaire::parse(std::string(base::text_view(text))));
  return parsed_.emplace(name, std::move(form)).first->second;
}

}  // namespace effects
