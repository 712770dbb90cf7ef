// app/forms/extract_observations.h: answers as FHIR Observations: which items are observed, how their Observations hang together, and one of them. Private to extract.cc.
// Source: Structured Data Capture 4.0.0, extraction.html (observation-based), observationExtract and its codes, observation-extract-category.
#pragma once
#include <string>
#include <vector>

#include "app/forms/extract.h"
#include "app/forms/extract_bundle.h"

namespace forms {

// What an Observation is to the nearest one above it.
enum class Relation : uint8_t { None, Alone, Component, Member, Derived };

// As it stands at an item; what stands above is handed down.
struct Observing {
  Relation relation = Relation::None;
  bool every_code = false;  // a boolean here or above: every item with a code, from here down
  bool never = false;       // said to be left out, with all below it
  std::vector<const json::Value*> categories;
  MadeResource* parent = nullptr;
};
// `node` is the form or one of its items.
Observing observing_at(const json::Value& node, const Observing& above);

class Observer {
 public:
  Observer(const ResponseHead& head, MadeBundle& bundle) : head_(head), bundle_(bundle) {}
  // An Observation of the item's codes, without a value; a component has no resource of its own. Null when there is no room.
  MadeResource* frame(const Item& item, const Observing& at);
  // The item's answer, as an Observation (returned) or a component of the one above (which is returned). Null, with `why`, when it cannot be one.
  MadeResource* observe(const Item& item, const Answer& answer, const Observing& at, std::string& why);

 private:
  void relate(MadeResource& made, const Observing& at) const;

  const ResponseHead& head_;
  MadeBundle& bundle_;
};

}  // namespace forms
