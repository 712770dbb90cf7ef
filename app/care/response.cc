#include "app/care/response.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr auto kResponseFields = [](auto& f, auto& response) {
  f.id("head/person", response.person);
  f.id("head/author", response.author);
  f.id("head/visit", response.visit);
  f.id("head/amends", response.amends);
  f.number("head/version", response.version);
  f.atom("head/form", response.form);
  f.atom("head/form-version", response.form_version);
  f.atom("head/kind", response.kind);
  f.atom("head/title", response.title);
  f.atom("head/subject", response.subject);
  f.number("head/answered", response.answered);
  f.number("head/total", response.total);
  f.number("head/started", response.started);
  f.number("head/saved", response.saved);
  kCourseFields(f, course_of(response));
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

}  // namespace care
