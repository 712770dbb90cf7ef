#include "app/fhirpath/document.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "app/fhirpath/json_reader.h"
#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

Item whole_or_decimal(Kind wanted, std::string_view text) {
  const bool plain = text.find_first_of(".eE") == std::string_view::npos;
  if (plain && wanted != Kind::Decimal) {
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) {
      const bool narrow = value >= INT32_MIN && value <= INT32_MAX && wanted != Kind::Long;
      return narrow ? Item::integer(int32_t(value)) : Item::long_integer(value);
    }
  }
  const std::optional<Decimal> value = Decimal::parse(text);
  return value ? Item::decimal(*value) : Item();
}

}  // namespace

Item system_value(Kind wanted, bool is_number, std::string_view text) {
  if (is_number) return whole_or_decimal(wanted, text);
  std::optional<Temporal> moment;
  if (wanted == Kind::Date) moment = parse_date(text);
  if (wanted == Kind::DateTime) moment = parse_date_time(text);
  if (wanted == Kind::Time) moment = parse_time(text);
  return moment ? Item::temporal(wanted, *moment) : Item::string(text);
}

// Children wait on `pending_` until their object closes, then move side by side into the document.
class DocumentBuilder final : public JsonEvents {
 public:
  explicit DocumentBuilder(Document& document) : document_(document) {}

  void object_begin() override { open_.push_back({pending_.size(), key_, list_depth_, false}), list_depth_ = 0; }
  void object_end() override {
    const Open open = open_.back();
    open_.pop_back();
    if (open.has_underscore) fold_companions(open.first);
    Document::Record record;
    record.json = Document::Json::Object;
    record.count = uint32_t(pending_.size() - open.first);
    record.first = place(open.first);
    list_depth_ = open.list_depth;
    key_ = open.key;
    add(record);
  }
  void array_begin() override { ++list_depth_; }
  void array_end() override { --list_depth_; }
  void key(std::string_view text) override {
    key_ = text.substr(0, UINT16_MAX);
    if (text.size() > 1 && text[0] == '_') open_.back().has_underscore = true;
  }
  void string(std::string_view text) override { add_text(Document::Json::String, text); }
  void number(std::string_view text) override { add_text(Document::Json::Number, text); }
  void boolean(bool value) override { add_text(value ? Document::Json::True : Document::Json::False, {}); }
  void null() override { add_text(Document::Json::None, {}); }

  bool too_large() const { return document_.records_.size() + pending_.size() > kDocumentNodesMax; }
  void finish() {
    for (size_t i = 0; i < pending_.size(); ++i) pending_[i].is_root = true;
    const uint32_t count = uint32_t(pending_.size()), first = place(0);
    for (uint32_t i = 0; i < count; ++i)
      if (document_.records_[first + i].json != Document::Json::None) document_.roots_.push_back(first + i);
  }

 private:
  struct Open {
    size_t first;
    std::string_view key;
    int list_depth;
    bool has_underscore;
  };

  static std::string_view raw_name(const Document::Record& record) { return {record.name, record.raw_size}; }

  void add_text(Document::Json json, std::string_view text) {
    Document::Record record;
    record.json = json;
    record.text = text.data();
    record.text_size = uint32_t(text.size());
    add(record);
  }

  void add(Document::Record record) {
    if (too_large()) return;
    record.name = key_.data();
    record.name_size = record.raw_size = uint16_t(key_.size());
    record.hash = record.raw_hash = hash_of(key_);
    record.in_list = list_depth_ > 0;
    record.hidden = record.hash == names::kResourceType.hash && key_ == names::kResourceType.text;
    pending_.push_back(record);
  }

  // Moves pending_[first..] into the document, nulls left out.
  uint32_t place(size_t first) {
    std::vector<Document::Record>& records = document_.records_;
    const auto kept = std::remove_if(pending_.begin() + ptrdiff_t(first), pending_.end(), [this](const Document::Record& r) {
      return r.json == Document::Json::None && r.count == 0 && !open_.empty();
    });
    pending_.erase(kept, pending_.end());
    const uint32_t at = uint32_t(records.size());
    records.insert(records.end(), pending_.begin() + ptrdiff_t(first), pending_.end());
    pending_.resize(first);
    for (uint32_t i = at; i < records.size(); ++i)
      for (uint32_t child = records[i].first; child < records[i].first + records[i].count; ++child) records[child].parent = i;
    return at;
  }

  struct Run {
    size_t at;
    size_t end;
  };
  using Runs = std::unordered_map<std::string_view, Run>;

  // {"given": ["A", null], "_given": [null, {"id": "x"}]}: the second `given` gets the children of the second `_given`.
  void fold_companions(size_t first) {
    const std::vector<Document::Record> members(pending_.begin() + ptrdiff_t(first), pending_.end());
    pending_.resize(first);
    Runs plain, companions;
    std::vector<Run> runs;
    for (size_t at = 0; at < members.size(); at = runs.back().end) {
      size_t end = at + 1;
      while (end < members.size() && raw_name(members[end]) == raw_name(members[at])) ++end;
      runs.push_back({at, end});
      const std::string_view name = raw_name(members[at]);
      const bool is_companion = name.size() > 1 && name[0] == '_';
      (is_companion ? companions : plain).emplace(is_companion ? name.substr(1) : name, runs.back());
    }
    for (const Run& run : runs) {
      const std::string_view name = raw_name(members[run.at]);
      if (name.size() > 1 && name[0] == '_') {
        if (!plain.contains(name.substr(1))) fold_run(members, {0, 0}, run);
        continue;
      }
      const auto companion = companions.find(name);
      fold_run(members, run, companion == companions.end() ? Run{0, 0} : companion->second);
      if (companion != companions.end()) companion->second = {0, 0};
    }
  }

  void fold_run(const std::vector<Document::Record>& members, Run run, Run companion) {
    for (size_t i = 0; i < std::max(run.end - run.at, companion.end - companion.at); ++i) {
      const Document::Record* beside = companion.at + i < companion.end ? &members[companion.at + i] : nullptr;
      Document::Record record = run.at + i < run.end ? members[run.at + i] : *beside;
      if (run.at + i >= run.end) {  // only the companion is there: `_birthDate` without `birthDate`
        ++record.name;
        record.name_size = --record.raw_size;
        record.hash = record.raw_hash = hash_of(raw_name(record));
        record.json = Document::Json::None;
        record.first = record.count = 0;
      }
      if (beside != nullptr && beside->json == Document::Json::Object && record.json != Document::Json::Object) {
        record.first = beside->first;
        record.count = beside->count;
      }
      pending_.push_back(record);
    }
  }

  Document& document_;
  std::vector<Document::Record> pending_;
  std::vector<Open> open_;
  std::string_view key_;
  int list_depth_ = 0;
};

base::Result<std::unique_ptr<Document>> Document::parse(std::string json, const Model& model, std::string_view type_path) {
  if (json.size() > kDocumentBytesMax) return base::fail(base::Fault::Full, "json bytes " + std::to_string(json.size()));
  if (!base::is_utf8(json)) return base::fail(base::Fault::BadInput, "json is not utf-8");
  std::unique_ptr<Document> document(new Document(std::move(json), model));
  document->records_.reserve(document->json_.size() / 24);
  DocumentBuilder builder(*document);
  TRY_DO(read_json(document->json_, document->arena_, builder));
  if (builder.too_large()) return base::fail(base::Fault::Full, "json nodes");
  builder.finish();
  document->add_types(type_path.empty() ? kNoType : model.type_at(type_path));
  return document;
}

// Parents stand after their children, so walking backwards meets every parent first.
void Document::add_types(TypeId root_type) {
  for (const uint32_t root : roots_) records_[root].type = root_type;
  for (size_t i = records_.size(); i-- > 0;) {
    Record& record = records_[i];
    if (record.count == 0) continue;
    for (uint32_t child = record.first; child < record.first + record.count; ++child) {
      if (!records_[child].hidden || records_[child].json != Json::String) continue;
      const TypeId named = model_.find("FHIR", {records_[child].text, records_[child].text_size});
      if (model_.is_resource(named)) record.type = named;
    }
    if (record.type == kNoType) continue;
    for (uint32_t child = record.first; child < record.first + record.count; ++child) type_child(records_[child], record.type);
  }
}

void Document::type_child(Record& child, TypeId owner) {
  if (child.hidden) return;
  Name raw;
  raw.text = {child.name, child.raw_size};
  raw.hash = child.raw_hash;
  if (const Element* element = model_.element(owner, raw); element != nullptr && !element->is_choice) {
    child.type = element->type;
    return;
  }
  TypeId type = kNoType;
  if (const Element* element = model_.choice(owner, raw.text, type); element != nullptr) {
    child.type = type;
    child.name_size = uint16_t(element->name.text.size());
    child.hash = element->name.hash;
  }
}

void Document::children(NodeId node, const Name& name, Items& out) const {
  const Record& record = records_[node];
  for (uint32_t i = record.first, end = record.first + record.count; i < end; ++i) {
    const Record& child = records_[i];
    const bool by_base = child.hash == name.hash && name.text == std::string_view(child.name, child.name_size);
    if (by_base || (child.raw_hash == name.hash && name.text == std::string_view(child.name, child.raw_size)))
      out.push(Item::node(this, i));
  }
}

void Document::children(NodeId node, Items& out) const {
  const Record& record = records_[node];
  for (uint32_t i = record.first, end = record.first + record.count; i < end; ++i)
    if (!records_[i].hidden) out.push(Item::node(this, i));
}

Item Document::value(NodeId node) const {
  const Record& record = records_[node];
  switch (record.json) {
    case Json::True:
      return Item::boolean(true);
    case Json::False:
      return Item::boolean(false);
    case Json::String:
      return system_value(model_.kind(record.type), false, {record.text, record.text_size});
    case Json::Number:
      return system_value(model_.kind(record.type), true, {record.text, record.text_size});
    default:
      return Item();
  }
}

std::string_view Document::name(NodeId node) const { return {records_[node].name, records_[node].name_size}; }

Item Document::parent(NodeId node) const { return records_[node].is_root ? Item() : Item::node(this, records_[node].parent); }

int Document::index_in_parent(NodeId node) const {
  const Record& record = records_[node];
  if (record.is_root || !record.in_list) return -1;
  int index = 0;
  for (uint32_t i = records_[record.parent].first; i < node; ++i) index += records_[i].raw_hash == record.raw_hash;
  return index;
}

}  // namespace fhirpath
