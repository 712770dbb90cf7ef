// app/forms/launch.h: what a form is opened with: who it is about and who fills it in, as FHIR resources its expressions see as %patient, %user
// and so on (SDC's launchContext). Immutable once made; any thread; share it.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace fhirpath {
class Item;
class Items;
}

namespace forms {

class Observations;

class LaunchContext {
 public:
  // One JSON object: {"patient": {"resourceType": "Patient", ...}, "user": {...}}. A list is a variable of several. Errors: BadInput.
  static base::Result<LaunchContext> parse(std::string json_text);
  LaunchContext();
  ~LaunchContext();
  LaunchContext(LaunchContext&&) noexcept;
  LaunchContext& operator=(LaunchContext&&) noexcept;

  // False when there is no such name. What is pushed lives as long as this does.
  bool find(std::string_view name, fhirpath::Items& out) const;
  // Of the Observations, and Bundles of them, in any of the variables.
  const Observations& observations() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace forms
