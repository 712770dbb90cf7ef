// app/forms/extract_bundle.h: the resources a filled-in form makes, each with its address in the bundle and with what it may replace. Private to extract.cc.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/forms/extract_tree.h"
#include "platform/os/clock.h"

namespace forms {

struct MadeResource {
  std::string type, full_url;
  MadeObject made;
  // Resources that are there already (JSON). The one whose id was answered is updated, or the only one where the context stands once.
  std::vector<std::string> known;
  bool stands_once = false;
  bool is_frame = false;  // an Observation without a value: worth nothing without components or members
  MadePlace place() { return {&made, fhirpath::Model::r4().find("FHIR", type)}; }
};

class MadeBundle {
 public:
  MadeBundle(os::Random& random, int64_t now_ms) : random_(random), now_ms_(now_ms) {}
  // Null once there are kExtractedMax. Good until the bundle goes.
  MadeResource* add(std::string_view type);
  void drop_last() { resources_.pop_back(); }
  // A transaction of those that hold something; their number in `count`.
  std::string write(size_t& count) const;

 private:
  os::Random& random_;
  int64_t now_ms_;
  std::vector<std::unique_ptr<MadeResource>> resources_;
};

}  // namespace forms
