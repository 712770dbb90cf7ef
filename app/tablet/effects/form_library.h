// app/tablet/effects/form_library.h: the questionnaires this tablet can draw: those shipped in assets/forms and any file she opens. Parsed
// at first use and kept, since a form outlives the screen that shows it.
//
// A version that a draft was begun with is kept as a file of its own in `kept_dir` (nothing in it is about a person), so that the draft opens under it when
// the shipped form has moved on. A forms pack of the council's stands before what is shipped: a form of it is the newest of its name.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/formpack/pack.h"
#include "app/forms/questionnaire.h"
#include "platform/base/result.h"

namespace effects {

inline constexpr size_t kFormBytesMax = 100 * 1024 * 1024;

// "https://doorstep.example.org/forms/needs-assessment" is the shipped form "needs-assessment".
std::string form_name(const std::string& url);

class FormLibrary {
 public:
  FormLibrary(std::string assets_dir, std::string kept_dir) : assets_dir_(std::move(assets_dir)), kept_dir_(std::move(kept_dir)) {}
  using Form = std::shared_ptr<const forms::Questionnaire>;
  // `name` is a shipped form's ("needs-assessment") or a path, which holds a '/'. That version of it where it is at hand, else (and without one) the newest.
  // Errors: NotFound, BadInput (its detail says where and why), Full (too large).
  base::Result<Form> find(const std::string& name, const std::string& version = {});
  // The newest version stays here from now on. One that cannot be written is logged.
  void keep(const std::string& name);
  // A verified pack takes the place of the one before.
  void use(const formpack::Pack& pack);
  // What a pack has that is not shipped: names, in the pack's order.
  std::vector<std::string> added() const;

 private:
  base::Result<Form> read(const std::string& file);
  base::Result<std::string> text_of(const std::string& file) const;
  std::string shipped_file_of(const std::string& name) const { return assets_dir_ + "/forms/" + name + ".json"; }
  std::string file_of(const std::string& name) const;
  std::string kept_file_of(const std::string& name, std::string_view version) const;
  std::string assets_dir_, kept_dir_;
  std::map<std::string, Form> parsed_;       // by file
  std::map<std::string, std::string> pack_;  // texts by "pack/<number>/<name>", which stands for a file
  std::vector<std::string> pack_names_;
  uint64_t pack_version_ = 0;
};

}  // namespace effects
