#include "app/forms/extract_bundle.h"

#include "app/forms/extract.h"
#include "app/forms/json.h"
#include "sync/record/record_id.h"

namespace forms {
namespace {

// The two name one element, a choice under two types perhaps: deceasedBoolean and deceasedDateTime.
bool same_element(fhirpath::TypeId of, std::string_view a, std::string_view b) {
  if (a == b) return true;
  fhirpath::TypeId type;
  const fhirpath::Element* const choice = fhirpath::Model::r4().choice(of, a, type);
  return choice && choice == fhirpath::Model::r4().choice(of, b, type);
}

// The one that is to be replaced; null when it is made new.
const json::Value* replaced_by(const MadeResource& made, const std::vector<json::Document>& known) {
  const std::string id = made.made.value("id");
  for (const json::Document& one : known)
    if (id.empty() ? made.stands_once && known.size() == 1 : id == json::to_text(one.root()["id"])) return &one.root();
  return nullptr;
}

// What was answered, and the rest of what was there.
void write_resource(const MadeResource& made, const json::Value* before, std::string& out) {
  std::string body;
  made.made.write(body);
  out += R"({"resourceType":")" + made.type + "\"";
  if (body.size() > 2) out += "," + body.substr(1, body.size() - 2);
  const fhirpath::TypeId type = fhirpath::Model::r4().find("FHIR", made.type);
  if (before)
    for (const json::Member& member : before->members()) {
      bool said = member.key == "resourceType";
      for (const std::string_view name : made.made.names()) said |= same_element(type, name, member.key.starts_with('_') ? member.key.substr(1) : member.key);
      if (!said) json::append_member(member, out);
    }
  out += "}";
}

}  // namespace

MadeResource* MadeBundle::add(std::string_view type) {
  if (resources_.size() >= kExtractedMax) return nullptr;
  resources_.push_back(std::make_unique<MadeResource>());
  MadeResource& made = *resources_.back();
  made.type = type;
  made.full_url = "urn:uuid:" + record::to_string(record::make_record_id(now_ms_, random_));
  return &made;
}

std::string MadeBundle::write(size_t& count) const {
  count = 0;
  std::string entries;
  for (const auto& one : resources_) {
    if (one->made.empty() || (one->is_frame && !one->made.has("component") && !one->made.has("hasMember"))) continue;
    std::vector<json::Document> known;
    for (const std::string& text : one->known)
      if (auto read = json::Document::parse(text)) known.push_back(std::move(*read));
    const json::Value* const before = replaced_by(*one, known);
    const std::string_view id = before ? (*before)["id"].string() : std::string_view();
    entries += (count++ ? ",{\"fullUrl\":\"" : "{\"fullUrl\":\"") + (id.empty() ? one->full_url : one->type + "/" + std::string(id)) + "\",\"resource\":";
    write_resource(*one, before, entries);
    entries += R"(,"request":{"method":")" + std::string(id.empty() ? "POST" : "PUT") + R"(","url":")" + one->type + (id.empty() ? "" : "/" + std::string(id)) + "\"}}";
  }
  return R"({"resourceType":"Bundle","type":"transaction")" + (entries.empty() ? "" : ",\"entry\":[" + entries + "]") + "}";
}

}  // namespace forms
