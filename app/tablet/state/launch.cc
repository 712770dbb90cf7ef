#include "app/tablet/state/launch.h"

#include <algorithm>

#include "app/forms/json.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

namespace json = forms::json;

void write(std::string_view key, std::string_view text, std::string& out) {
  if (text.empty()) return;
  json::write_key(key, out);
  json::write_string(text, out);
}

// "14 Orchard Row, Upper Mill" is two lines.
void write_lines(std::string_view address, std::string& out) {
  if (address.empty()) return;
  json::write_key("line", out);
  out += '[';
  while (!address.empty()) {
    const std::string_view line = address.substr(0, address.find(", "));
    if (out.back() != '[') out += ',';
    json::write_string(line, out);
    address.remove_prefix(std::min(address.size(), line.size() + 2));
  }
  out += ']';
}

void write_telecom(const care::Person& person, std::string& out) {
  const std::pair<std::string_view, std::string_view> ways[] = {{"phone", person.phone}, {"email", person.email}};
  std::string list = "[";
  for (const auto& [system, value] : ways) {
    if (value.empty()) continue;
    if (list.back() != '[') list += ',';
    list += '{';
    write("system", system, list);
    write("value", value, list);
    list += '}';
  }
  if (list.size() == 1) return;
  json::write_key("telecom", out);
  out += list + "]";
}

std::string patient_of(const care::Person& person) {
  std::string out = R"({"resourceType":"Patient")";
  write("id", record::to_string(person.id), out);
  if (!person.nhs_number.empty()) {
    out += R"(,"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number")";
    write("value", person.nhs_number, out);
    out += "}]";
  }
  out += R"(,"name":[{"use":"official")";
  write("family", person.family, out);
  if (!person.given.empty()) {
    json::write_key("given", out);
    out += '[';
    json::write_string(person.given, out);
    out += ']';
  }
  out += '}';
  if (!person.preferred.empty()) {
    out += R"(,{"use":"usual")";
    write("text", person.preferred, out);
    out += '}';
  }
  out += ']';
  if (!person.born.is_empty()) write("birthDate", care::to_iso(person.born), out);
  write_telecom(person, out);
  if (!person.address.empty() || !person.town.empty() || !person.postcode.empty()) {
    out += R"(,"address":[{"use":"home")";
    write_lines(person.address, out);
    write("city", person.town, out);
    write("postalCode", person.postcode, out);
    out += "}]";
  }
  return out + "}";
}

}  // namespace

std::shared_ptr<const forms::LaunchContext> launch_context(const AppState& state, const record::RecordId& person, const std::string& observations) {
  std::string all = "{";
  if (const care::Person* const known = state.caseload.person(person)) {
    json::write_key("patient", all);
    all += patient_of(*known);
  }
  if (const care::Worker* const owner = state.caseload.worker(state.caseload.owner())) {
    std::string worker = R"({"resourceType":"Practitioner")";
    write("id", record::to_string(owner->id), worker);
    worker += R"(,"name":[{)";
    write("text", owner->name, worker);
    worker += "}]}";
    for (const std::string_view name : {"user", "practitioner"}) {
      json::write_key(name, all);
      all += worker;
    }
  }
  if (!observations.empty()) {
    json::write_key("observations", all);
    all += observations;
  }
  auto read = forms::LaunchContext::parse(all + "}");
  return read && all.size() > 1 ? std::make_shared<const forms::LaunchContext>(std::move(*read)) : nullptr;
}

}  // namespace state
