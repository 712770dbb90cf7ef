// A document's nodes written back as JSON: lists, choice names and `_name` companions as FHIR has them.
#include "app/fhirpath/document.h"
#include "app/fhirpath/json_reader.h"

namespace fhirpath {
namespace {

void separate(std::string& out, bool& first) {
  if (!first) out += ',';
  first = false;
}

}  // namespace

void Document::write_json(NodeId node, std::string& out) const { write_value(records_[node], out); }

void Document::write_value(const Record& record, std::string& out) const {
  switch (record.json) {
    case Json::True:
      out += "true";
      return;
    case Json::False:
      out += "false";
      return;
    case Json::Number:
      out.append(record.text, record.text_size);
      return;
    case Json::String:
      append_json_string(out, {record.text, record.text_size});
      return;
    case Json::None:
      out += "null";
      return;
    case Json::Object:
      break;
  }
  bool first = true;
  out += '{';
  write_members(record, out, first);
  out += '}';
}

void Document::write_members(const Record& record, std::string& out, bool& first) const {
  for (uint32_t at = record.first, end = record.first + record.count; at < end;) {
    const std::string_view name(records_[at].name, records_[at].raw_size);
    uint32_t stop = at + 1;
    while (stop < end && name == std::string_view(records_[stop].name, records_[stop].raw_size)) ++stop;
    bool has_value = false, has_companion = false;
    for (uint32_t i = at; i < stop; ++i) {
      has_value |= records_[i].json != Json::None;
      has_companion |= records_[i].json != Json::Object && records_[i].count > 0;
    }
    const bool list = records_[at].in_list || stop - at > 1;
    for (const bool companion : {false, true}) {
      if (companion ? !has_companion : !has_value) continue;
      separate(out, first);
      append_json_string(out, companion ? "_" + std::string(name) : std::string(name));
      out += list ? ":[" : ":";
      for (uint32_t i = at; i < stop; ++i) {
        if (i > at) out += ',';
        if (!companion) {
          write_value(records_[i], out);
        } else if (records_[i].json == Json::Object || records_[i].count == 0) {
          out += "null";
        } else {
          bool inner = true;
          out += '{';
          write_members(records_[i], out, inner);
          out += '}';
        }
      }
      if (list) out += ']';
    }
    at = stop;
  }
}

}  // namespace fhirpath
