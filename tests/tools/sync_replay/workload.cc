#include "tests/tools/sync_replay/workload.h"

#include <boost/json.hpp>
#include <fstream>

#include "platform/crypto/crypto.h"

namespace workload {
namespace {

namespace json = boost::json;
using record::RecordId;
using record::RecordType;

constexpr int64_t kPersonMadeMs = 1'700'000'000'000;

RecordId id_of(const std::string& name, int64_t made_ms) {
  const crypto::Hash hash = crypto::hash(base::view(name));
  RecordId id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  for (int i = 0; i < 6; ++i) id.bytes[size_t(i)] = uint8_t(uint64_t(made_ms) >> (40 - 8 * i));
  id.bytes[6] = uint8_t(0x70 | (id.bytes[6] & 0x0F));
  id.bytes[8] = uint8_t(0x80 | (id.bytes[8] & 0x3F));
  return id;
}

RecordId person_id(const std::string& name) { return id_of(name, kPersonMadeMs); }

RecordType type_of(std::string_view type) {
  if (type == "demographics") return kPerson;
  if (type == "assessment") return kAssessment;
  return type == "careplan" ? kPlan : kNote;
}

// "mobility_q05" is "mobility/q05", "goal2.title" is "goal2/title", "summary" of a plan is "plan/summary".
record::FieldPath path_of(RecordType type, const std::string& key) {
  const size_t dot = key.find('.'), question = key.rfind("_q");
  if (dot != std::string::npos) return key.substr(0, dot) + "/" + key.substr(dot + 1);
  if (type == kAssessment && question != std::string::npos) return key.substr(0, question) + "/" + key.substr(question + 1);
  if (type == kNote) return key == "body" ? "text/body" : "head/" + key;
  return (type == kPlan ? "plan/" : "about/") + key;
}

bool is_text(RecordType type, const std::string& key) {
  if (type == kAssessment) return key.ends_with("_q09") || key.ends_with("_q10");
  if (type == kPerson) return key == "alerts";
  if (type == kNote) return key == "subject" || key == "body";
  return key == "summary" || key == "risks" || key.ends_with(".title") || key.ends_with(".notes");
}

record::Value value_of(const json::value& value, bool text) {
  if (value.is_bool()) return value.as_bool();
  if (value.is_int64()) return value.as_int64();
  if (!value.is_string()) return record::atom(json::serialize(value));
  const std::string words(value.as_string());
  return text ? record::text(words) : record::atom(words);
}

std::string string_of(const json::object& object, const char* key) { return std::string(object.at(key).as_string()); }

}  // namespace

struct Lines {
  static record::Record document(Reader& reader, const json::object& doc) {
    record::Record record;
    const int64_t made_ms = doc.at("created").as_int64();
    const std::string name = string_of(doc, "id");
    record.type = type_of(string_of(doc, "type"));
    const RecordId person = person_id(string_of(doc, "person"));
    record.id = record.type == kPerson ? person : id_of(name, made_ms);
    reader.documents_[name] = {record.id, record.type};
    const auto put = [&](const std::string& path, record::Value value) { record.fields[path] = {std::move(value), {}}; };
    put(kPersonPath, record::atom(record::to_string(person)));
    put("head/author", record::atom(string_of(doc, "author")));
    put("head/created", made_ms);
    if (const auto* form = doc.if_contains("form")) put("head/form", record::atom(std::string(form->as_string())));
    for (const auto& field : doc.at("f").as_object()) {
      const std::string key(field.key());
      put(path_of(record.type, key), value_of(field.value(), is_text(record.type, key)));
    }
    return record;
  }

  static Op op(Reader& reader, const json::object& line, const std::string& kind) {
    Op op;
    op.visit = int(line.at("vis").as_int64());
    op.unix_ms = line.at("t").as_int64();
    op.user = string_of(line, "u");
    op.number = line.at("n").to_number<uint64_t>();
    if (kind == "put") {
      op.kind = Op::Kind::Put;
      op.document = document(reader, line.at("doc").as_object());
      op.id = op.document.id;
      op.type = op.document.type;
      return op;
    }
    const auto& known = reader.documents_.at(string_of(line, "id"));
    const std::string key = string_of(line, "p");
    op.id = known.id;
    op.type = known.type;
    op.path = path_of(op.type, key);
    if (kind == "set") {
      op.value = value_of(line.at("v"), false);
      return op;
    }
    op.kind = Op::Kind::Text;
    for (const json::value& splice : line.at("s").as_array()) {
      const json::array& parts = splice.as_array();
      op.splices.push_back({parts.at(0).to_number<size_t>(), parts.at(1).to_number<size_t>(), std::string(parts.at(2).as_string())});
    }
    return op;
  }

  static void schema(const json::object& line, const Visitor& visitor) {
    for (const auto& type : line.at("types").as_object())
      for (const json::value& field : type.value().as_array()) {
        const RecordType number = type_of(type.key());
        visitor.name(number, path_of(number, string_of(field.as_object(), "key")));
      }
    for (const json::value& code : line.at("codes").as_array()) visitor.code(std::string(code.as_string()));
  }
};

record::RecordId person_of(const record::Record& record) {
  record::RecordId person;
  record::parse_record_id(record.utf8(kPersonPath), person);
  return person;
}

base::Status Reader::read_line(const std::string& text, const Visitor& visitor) {
  try {
    const json::value parsed = json::parse(text);
    const json::object& line = parsed.as_object();
    const std::string kind = string_of(line, "k");
    if (kind == "schema") Lines::schema(line, visitor);
    else if (kind == "tablet") visitor.tablet(int(line.at("i").as_int64()));
    else if (kind == "base") visitor.base(Lines::document(*this, line.at("doc").as_object()));
    else visitor.op(Lines::op(*this, line, kind));
  } catch (const std::exception&) {
    return base::fail(base::Fault::Corrupt, "workload line bytes " + std::to_string(text.size()));
  }
  return {};
}

base::Status Reader::read(const std::string& file, const Visitor& visitor) {
  std::ifstream in(file);
  if (!in) return base::fail(base::Fault::NotFound, "workload");
  std::string line;
  while (std::getline(in, line)) TRY_DO(read_line(line, visitor));
  return {};
}

}  // namespace workload
