// app/tablet/screens/person_fields.h: the fields of a person that adding one and changing one ask for alike. Frame's thread; everything given to the
// constructor outlives it.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/care/person.h"
#include "app/care/quality.h"
#include "app/tablet/ui/fields.h"

namespace screens {

class PersonFields {
 public:
  // `changed` is told of every change, and whether it was made by typing.
  PersonFields(care::Person& person, const std::vector<care::Finding>& findings, std::function<void(bool typing)> changed)
      : person_(person), findings_(findings), changed_(std::move(changed)) {}

  struct NameOptions {
    bool required = false, focus = false;
    std::string_view family_error = {};
  };
  void given_and_family(const NameOptions& options);
  void preferred_and_pronouns();
  void address_and_town();

  void text(std::string_view id, std::string& value, const ui::FieldOptions& options);
  // What is wrong with the field; empty when nothing is. Valid until the next call.
  std::string_view problem(std::string_view path);

 private:
  care::Person& person_;
  const std::vector<care::Finding>& findings_;
  std::function<void(bool)> changed_;
  std::string words_;
};

}  // namespace screens
