// app/forms/observations.h: what has been observed about a person before, by code: for questions that take their first answer from it.
// Read from the FHIR Observations among the resources a form is opened with. Immutable once made; any thread.
// Source: FHIR R4 observation.html; Structured Data Capture 3.0.0, populate.html (observation-based population).
#pragma once
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/fhirpath/document.h"
#include "app/forms/json.h"

namespace forms {

// One Observation, among those read.
using ObservationIndex = uint32_t;
inline constexpr ObservationIndex kNoObservation = UINT32_MAX;

class Observations {
 public:
  static constexpr size_t kObservationsMax = 20'000;

  // Takes in an Observation (with its components), or every one in a Bundle; anything else is passed over. `from` must outlive this.
  void add(const fhirpath::Document& from, fhirpath::Item resource);
  void sort();  // once, when all are in

  struct Asked {
    const json::Value& codes;  // Questionnaire.item.code: any of them
    double days = 0;           // not older than that
    int64_t now_ms = 0;
    ObservationIndex within = kNoObservation;  // of a panel's: only its components, and the Observations it names as members
  };
  // The value of the newest one that `suits`; None when there is none.
  fhirpath::Item newest(const Asked& asked, const std::function<bool(const fhirpath::Item&)>& suits) const;
  // The newest Observation of the codes, with a value or without.
  ObservationIndex newest_of(const Asked& asked) const;

 private:
  struct Seen {
    std::string system;
    int64_t at_ms = 0;
    fhirpath::Item value;  // None where it has none
    ObservationIndex of = kNoObservation;
  };
  void add_codes(const fhirpath::Document& from, fhirpath::Item holder, int64_t at_ms);
  void add_members(const fhirpath::Document& from, fhirpath::Item resource);
  bool is_within(const Seen& seen, ObservationIndex panel) const;
  template <class Take>
  const Seen* find(const Asked& asked, const Take& take) const;

  std::unordered_map<std::string, std::vector<Seen>> by_code_;  // newest first
  std::unordered_map<std::string, ObservationIndex> by_id_;
  std::vector<std::vector<std::string>> named_;                 // by ObservationIndex: the ids of its members, until all are in
  std::vector<std::vector<ObservationIndex>> members_;          // the same, found and sorted
  size_t count_ = 0;
};

}  // namespace forms
