#include "app/care/response.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr std::string_view kResponseStatuses[] = {"draft", "submitted", "returned", "approved", "cancelled"};

constexpr auto kResponseFields = [](auto& f, auto& response) {
  f.id("head/person", response.person);
  f.id("head/author", response.author);
  f.id("head/visit", response.visit);
  f.id("head/amends", response.amends);
  f.atom("head/form", response.form);
  f.atom("head/form-version", response.form_version);
  f.atom("head/kind", response.kind);
  f.atom("head/title", response.title);
  f.atom("head/subject", response.subject);
  f.code("head/status", response.status, kResponseStatuses);
  f.number("head/answered", response.answered);
  f.number("head/total", response.total);
  f.number("head/started", response.started);
  f.number("head/saved", response.saved);
  f.number("head/submitted", response.submitted);
  f.number("head/returned", response.returned);
  f.number("head/approved", response.approved);
  f.id("head/returned-by", response.returned_by);
  f.text("head/return-comment", response.return_comment);
  f.atom("head/return-place", response.return_place);
};

}  // namespace

Response response_from(const record::Record& from) { return read_thing<Response>(from, kResponseFields); }
std::vector<record::Edit> to_edits(const Response& made) { return write_thing(made, kResponseRecord, kResponseFields); }
std::vector<record::Edit> to_edits(const Response& before, const Response& after) { return change_thing(before, after, kResponseRecord, kResponseFields); }

os::UnixMs last_event(const Response& response) {
  return std::max({response.started, response.saved, response.submitted, response.returned, response.approved});
}

void sort_responses(std::vector<Response>& responses) {
  std::sort(responses.begin(), responses.end(), [](const Response& a, const Response& b) {
    if (a.is_open() != b.is_open()) return a.is_open();
    const os::UnixMs left = last_event(a), right = last_event(b);
    return std::tie(right, b.id) < std::tie(left, a.id);
  });
}

bool may_become(const Response& response, ResponseStatus next, const record::RecordId& by) {
  const bool is_author = by == response.author;
  switch (next) {
    case ResponseStatus::Draft: return false;
    case ResponseStatus::Submitted: return response.is_open();
    case ResponseStatus::Returned: return response.status == ResponseStatus::Submitted && !is_author;
    case ResponseStatus::Approved: return response.status == ResponseStatus::Submitted && !is_author;
    case ResponseStatus::Cancelled: return response.is_open();
  }
  return false;
}

}  // namespace care
