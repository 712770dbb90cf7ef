// app/care/response.h: the head of an answered form: which form, about whom, how far, in what state. The answers themselves are app/forms'
// business; they live in the same record under the form's pages and this file leaves them alone.
#pragma once
#include <string>
#include <vector>

#include "app/care/course.h"
#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

// The kind that nobody waits with: it goes first, and is warned of until the hub has it.
inline constexpr std::string_view kSafeguardingForm = "safeguarding";

struct Response : Course {
  record::RecordId id;
  record::RecordId person;
  record::RecordId author;
  record::RecordId visit;
  record::RecordId amends;   // the sealed response this one is an amendment of
  int version = 0;           // 2 for the first amendment; 0 and 1 mean the same
  std::string form;          // the Questionnaire's canonical url
  std::string form_version;  // a draft opens with the version it was begun with
  std::string kind;          // codes "form-kinds": needs, carer, capacity, safeguarding, review, visit-note, falls, carer-strain; empty for a form from elsewhere
  std::string title;         // the form's title in the language it was begun in
  std::string subject;       // what tells two of a kind apart: the named decision of a capacity assessment
  int answered = 0;  // questions that apply and have an answer
  int total = 0;     // questions that apply
  os::UnixMs started = 0;
  os::UnixMs saved = 0;
  bool operator==(const Response&) const = default;
};

Response response_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Response& made);
std::vector<record::Edit> to_edits(const Response& before, const Response& after);

// Open ones first, then newest first by the last thing that happened to them.
void sort_responses(std::vector<Response>& responses);
os::UnixMs last_event(const Response& response);

}  // namespace care
