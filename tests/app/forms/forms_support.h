// tests/app/forms/forms_support.h: small forms written in a test, and what a record would hold of them.
#pragma once
#include <gtest/gtest.h>

#include "app/forms/form.h"
#include "platform/os/clock.h"

namespace forms {

inline os::Random& test_random() {
  static os::SeededRandom random(42);
  return random;
}

inline std::shared_ptr<const Questionnaire> definition_of(const std::string& items, const std::string& more = "") {
  auto read = Questionnaire::parse(R"({"resourceType":"Questionnaire","url":"urn:test","status":"draft")" + more + R"(,"item":[)" + items + "]}");
  EXPECT_TRUE(read) << (read ? "" : read.error().detail);
  return read ? *read : nullptr;
}

inline Form form_of(const std::string& items, const std::string& more = "") { return Form(definition_of(items, more), test_random()); }

// A record kept up to date by a form's edits, as the store would.
struct KeptRecord {
  record::FieldMap fields;
  void take(const std::vector<FieldEdit>& edits) {
    for (const FieldEdit& edit : edits) {
      EXPECT_TRUE(record::is_path(edit.path)) << edit.path;
      if (record::is_absent(edit.to)) fields.erase(edit.path);
      else fields[edit.path].value = edit.to;
    }
  }
};

inline record::FieldMap fields_of(const Form& form) {
  KeptRecord out;
  out.take(form.fields());
  return out.fields;
}

inline std::string utf8_at(const record::FieldMap& fields, std::string_view path) {
  const auto found = fields.find(path);
  return found == fields.end() ? "(none)" : std::string(record::utf8_of(found->second.value));
}

}  // namespace forms
