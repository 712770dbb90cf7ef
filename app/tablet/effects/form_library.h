// app/tablet/effects/form_library.h: the questionnaires this tablet can draw: those shipped in assets/forms and any file she opens. Parsed
// at first use and kept, since a form outlives the screen that shows it.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "app/forms/questionnaire.h"
#include "platform/base/result.h"

namespace effects {

inline constexpr size_t kFormBytesMax = 100 * 1024 * 1024;

class FormLibrary {
 public:
  explicit FormLibrary(std::string assets_dir) : assets_dir_(std::move(assets_dir)) {}
  using Form = std::shared_ptr<const forms::Questionnaire>;
  // `name` is a shipped form's ("needs-assessment") or a path, which holds a '/'. Errors: NotFound, BadInput (its detail says where and why), Full (too large).
  base::Result<Form> find(const std::string& name);

 private:
  std::string assets_dir_;
  std::map<std::string, Form> parsed_;
};

}  // namespace effects
