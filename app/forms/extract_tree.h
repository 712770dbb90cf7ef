// app/forms/extract_tree.h: a resource while it is being made: JSON that grows by element paths, with R4's types deciding what is a list and how an answer is
// written. Private to extract.cc.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/fhirpath/types.h"
#include "app/forms/answer.h"

namespace forms {

// An object; a member is an object, a list of them, or text that is JSON already.
class MadeObject {
 public:
  struct Member {
    std::string name;
    bool many = false;
    std::vector<std::unique_ptr<MadeObject>> objects;
    std::vector<std::string> values;
  };
  Member& member(std::string_view name, bool many);
  void set(std::string_view name, std::string json) { member(name, false).values.assign(1, std::move(json)); }
  bool empty() const;
  bool has(std::string_view name) const;
  std::string value(std::string_view name) const;  // its last value, JSON; empty when it has none
  std::vector<std::string_view> names() const;     // of what would be written
  void write(std::string& out) const;

 private:
  static bool is_empty(const Member& member);
  std::vector<Member> members_;  // in the order they were first named
};

// Where a path leads: an object and its type.
struct MadePlace {
  MadeObject* at = nullptr;
  fhirpath::TypeId type = fhirpath::kNoType;
};

// One step down: the newest element of that name, or a fresh one. Null `at` when the type has no such element, or it is no structure.
MadePlace step_into(const MadePlace& from, std::string_view name, bool fresh);
// Writes the answer as that element. False, with `why`, when it cannot be one.
bool put_answer(const MadePlace& place, std::string_view name, const Answer& answer, std::string& why);
// A value that is JSON already, of the FHIR type named ("code", "Coding"; empty: as the element has it).
bool put_json(const MadePlace& place, std::string_view name, std::string_view type_name, std::string json, std::string& why);

}  // namespace forms
