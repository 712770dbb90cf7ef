#include "app/forms/launch.h"

#include <map>

#include "app/fhirpath/document.h"
#include "app/forms/json.h"
#include "app/forms/observations.h"

namespace forms {

struct LaunchContext::Parts {
  std::map<std::string, std::unique_ptr<fhirpath::Document>, std::less<>> resources;
  Observations observations;
};

LaunchContext::LaunchContext() : parts_(std::make_unique<Parts>()) {}
LaunchContext::~LaunchContext() = default;
LaunchContext::LaunchContext(LaunchContext&&) noexcept = default;
LaunchContext& LaunchContext::operator=(LaunchContext&&) noexcept = default;

base::Result<LaunchContext> LaunchContext::parse(std::string json_text) {
  TRY(const json::Document read, json::Document::parse(std::move(json_text)));
  if (!read.root().is_object()) return base::fail(base::Fault::BadInput, "launch context: not an object");
  LaunchContext out;
  for (const json::Member& member : read.root().members()) {
    TRY(auto resource, fhirpath::Document::parse(json::to_text(member.value), fhirpath::Model::r4()));
    for (size_t i = 0; i < resource->root_count(); ++i) out.parts_->observations.add(*resource, resource->root(i));
    out.parts_->resources[std::string(member.key)] = std::move(resource);
  }
  out.parts_->observations.sort();
  return out;
}

const Observations& LaunchContext::observations() const { return parts_->observations; }

bool LaunchContext::find(std::string_view name, fhirpath::Items& out) const {
  const auto found = parts_->resources.find(name);
  if (found == parts_->resources.end()) return false;
  for (size_t i = 0; i < found->second->root_count(); ++i) out.push(found->second->root(i));
  return true;
}

}  // namespace forms
