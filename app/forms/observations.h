// app/forms/observations.h: what has been observed about a person before, by code: for questions that take their first answer from it.
// Read from the FHIR Observations among the resources a form is opened with. Immutable once made; any thread.
// Source: FHIR R4 observation.html; Structured Data Capture 3.0.0, populate.html (observation-based population).
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "app/fhirpath/document.h"
#include "app/forms/json.h"

namespace forms {

class Observations {
 public:
  static constexpr size_t kObservationsMax = 20'000;

  // Takes in an Observation (with its components), or every one in a Bundle; anything else is passed over. `from` must outlive this.
  void add(const fhirpath::Document& from, fhirpath::Item resource);
  void sort();  // once, when all are in

  // The value of the newest one of any of these codes (Questionnaire.item.code) that is at most `days` older than `now_ms`; None when there is none.
  fhirpath::Item newest(const json::Value& codes, double days, int64_t now_ms) const;

 private:
  struct Seen {
    std::string system;
    int64_t at_ms = 0;
    fhirpath::Item value;
  };
  void add_value(const fhirpath::Document& from, fhirpath::Item holder, int64_t at_ms);
  std::unordered_map<std::string, std::vector<Seen>> by_code_;  // newest first
  size_t count_ = 0;
};

}  // namespace forms
