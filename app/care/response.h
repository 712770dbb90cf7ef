// app/care/response.h: the head of an answered form: which form, about whom, how far, in what state. The answers themselves are app/forms'
// business; they live in the same record under the form's pages and this file leaves them alone.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

// The first states of domain section 18; later ones (panel, authorised, ...) belong to the plan's money.
enum class ResponseStatus { Draft, Submitted, Returned, Approved, Cancelled };

struct Response {
  record::RecordId id;
  record::RecordId person;
  record::RecordId author;
  record::RecordId visit;
  record::RecordId amends;   // the sealed response this one is an amendment of
  std::string form;          // the Questionnaire's canonical url
  std::string form_version;  // a draft opens with the version it was begun with
  std::string kind;          // codes "form-kinds": needs, carer, capacity, safeguarding, review, visit-note; empty for a form from elsewhere
  std::string title;         // the form's title in the language it was begun in
  std::string subject;       // what tells two of a kind apart: the named decision of a capacity assessment
  ResponseStatus status = ResponseStatus::Draft;
  int answered = 0;  // questions that apply and have an answer
  int total = 0;     // questions that apply
  os::UnixMs started = 0;
  os::UnixMs saved = 0;
  os::UnixMs submitted = 0;
  os::UnixMs returned = 0;
  os::UnixMs approved = 0;
  record::RecordId returned_by;
  std::string return_comment;
  std::string return_place;  // the linkId the comment is about
  bool operator==(const Response&) const = default;
  bool is_open() const { return status == ResponseStatus::Draft || status == ResponseStatus::Returned; }
};

Response response_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Response& made);
std::vector<record::Edit> to_edits(const Response& before, const Response& after);

// Open ones first, then newest first by the last thing that happened to them.
void sort_responses(std::vector<Response>& responses);
os::UnixMs last_event(const Response& response);
// States change only along these lines: draft -> submitted -> returned -> submitted or approved; draft -> cancelled. Nobody approves their own work.
bool may_become(const Response& response, ResponseStatus next, const record::RecordId& by);

}  // namespace care
