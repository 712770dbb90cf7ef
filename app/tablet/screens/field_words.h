// app/tablet/screens/field_words.h: a field of a record as people read it: what kind of record it stands in, what was asked there (in the form's own words),
// and what was answered. Language in use; frame's thread.
#pragma once
#include <string>

#include "app/tablet/state/state.h"

namespace screens {

struct FieldOf {
  const state::AppState& state;
  record::RecordId person;
  record::RecordType type{};
  record::RecordId id;
  std::string_view path;
  const forms::Questionnaire* form = nullptr;  // of an answered form; null when it is not at hand
};

// "Needs assessment", "Care plan", "Home visit": what the record is.
std::string record_words(const state::AppState& state, record::RecordType type, const record::RecordId& id);
std::string asked_words(const FieldOf& field);
// Never empty; as long as it is, or cut to `bytes_max`.
std::string said_words(const FieldOf& field, const record::Value& value, size_t bytes_max = SIZE_MAX);
// A worker by id or name as it stands in a change; "somebody" when nobody knows.
std::string author_words(const state::AppState& state, const std::string& author);
// "20 Nov 15:12"
std::string moment_words(const state::AppState& state, os::UnixMs at);

}  // namespace screens
