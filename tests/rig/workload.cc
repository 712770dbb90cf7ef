#include "tests/rig/workload.h"

#include "platform/crypto/crypto.h"
#include "sync/codec/value.h"

namespace rig {
namespace {

constexpr size_t kRecords = 12;

void write_record(base::Writer& out, const record::RecordId& id, const std::map<std::string, record::Value>& fields) {
  base::Writer said;  // a field without a value is as good as none, and so is a record without fields
  for (const auto& [path, value] : fields) {
    if (record::is_absent(value)) continue;
    said.sized_text(path);
    codec::write_value(said, value);
  }
  if (said.size() != 0) out.bytes(id.bytes), out.sized(said.out());
}

std::string digest_of(const base::Writer& out) { return base::to_hex(crypto::hash(out.out())); }

}  // namespace

record::RecordType type_of(const record::RecordId& id) { return id.bytes[15] % 2 ? kPerson : kResponse; }

Workload::Workload(uint64_t seed, bool with_blobs) : random_(seed), with_blobs_(with_blobs) {
  for (size_t i = 0; i < kRecords; ++i) ids_.push_back(record::make_record_id(1'700'000'000'000 + int64_t(i), random_));
}

std::string Workload::words(size_t count) {
  static constexpr const char* kWords[] = {"gate", "code", "changed", "Siân", "says", "łazienka", "is", "too", "high", "🦽", "שלום", "morning"};
  std::string text;
  for (size_t i = 0; i < count; ++i) text.append(kWords[below(std::size(kWords))]).append(" ");
  return text;
}

store::Commit Workload::types() {
  if (typed_.size() > 3000 || below(12) == 0) typed_.clear(), typing_in_ = below(kRecords);
  typed_ += words(1 + below(4));
  store::Commit commit;
  commit.edits.push_back({ids_[typing_in_], type_of(ids_[typing_in_]), "a2/evidence", record::text(typed_)});
  commit.author = "worker", commit.group = "visit";
  commit.continues_typing = true;
  commit.place = base::copy(base::view("caret " + std::to_string(typed_.size())));
  return commit;
}

store::Commit Workload::answers(size_t count) {
  store::Commit commit;
  commit.author = "worker", commit.group = "form";
  for (size_t i = 0; i < count; ++i) {
    const record::RecordId& id = ids_[below(kRecords)];
    const std::string section = below(4) == 0 ? "head" : "a" + std::to_string(below(4));
    record::Value value;
    switch (below(5)) {
      case 0: value = int64_t(below(1000)); break;
      case 1: value = below(2) == 0; break;
      case 2: value = record::text(words(below(60))); break;
      case 3: value = {}; break;
      default: value = record::atom("[{\"valueInteger\":" + std::to_string(below(1000)) + "}]");
    }
    commit.edits.push_back({id, type_of(id), section + "/q" + std::to_string(below(8)), std::move(value)});
  }
  return commit;
}

Step Workload::imports() {
  Import import;
  for (size_t i = 0; i < 3; ++i) {
    record::Record record{record::make_record_id(1'700'000'100'000 + int64_t(below(1000)), random_), {}, {}};
    record.type = type_of(record.id);
    record.fields["head/name"] = {record::text(words(2)), {1, 2}};
    record.fields["about/her"] = {record::text(words(below(300))), {1, 2}};
    ids_.push_back(record.id);
    import.records.push_back(std::move(record));
  }
  return import;
}

Step Workload::next() {
  const uint64_t dice = below(100);
  if (dice < 45) return types();
  if (dice < 75) return answers(1);
  if (dice < 86) return answers(2 + below(10));
  if (dice < 90) return imports();
  if (dice < 93 && with_blobs_) {
    PutBlob blob{base::Bytes(below(30'000))};
    random_.fill(blob.content);
    return blob;
  }
  return dice < 96 ? Step(Acknowledge{}) : Step(CloseEntry{});
}

void Model::apply(const Step& step) {
  if (const auto* commit = std::get_if<store::Commit>(&step)) {
    for (const record::Edit& edit : commit->edits) records[edit.id][edit.path] = edit.to;
    if (commit->place) place = *commit->place;
  } else if (const auto* import = std::get_if<Import>(&step)) {
    for (const record::Record& record : import->records) {
      for (const auto& [path, field] : record.fields) records[record.id][path] = field.value;
    }
  } else if (const auto* blob = std::get_if<PutBlob>(&step)) {
    blobs.push_back(blob->content);
  }
}

std::string Model::digest() const {
  base::Writer out;
  for (const auto& [id, fields] : records) write_record(out, id, fields);
  out.sized(place);
  return digest_of(out);
}

base::Status run(store::Store& store, const Step& step) {
  if (const auto* commit = std::get_if<store::Commit>(&step)) {
    TRY_DO(store.commit(*commit));
  } else if (const auto* import = std::get_if<Import>(&step)) {
    return store.import(import->records);
  } else if (const auto* blob = std::get_if<PutBlob>(&step)) {
    TRY_DO(store.put_blob(blob->content));
  } else if (std::holds_alternative<Acknowledge>(step)) {
    TRY_DO(store.close_entry());
    return store.acknowledge(store.last_sequence());
  } else {
    return store.close_entry();
  }
  return {};
}

base::Result<std::string> digest(const store::Store& store, const std::vector<record::RecordId>& ids, const Model& like) {
  std::map<record::RecordId, std::map<std::string, record::Value>> found;
  for (const record::RecordId& id : ids) {
    const auto record = store.read(type_of(id), id);
    if (!record && record.error().fault == base::Fault::NotFound) continue;
    if (!record) return base::fail(record.error());
    for (const auto& [path, field] : record->fields) found[id][path] = field.value;
  }
  base::Writer out;
  for (const auto& [id, fields] : found) write_record(out, id, fields);
  TRY(const base::Bytes place, store.place());
  out.sized(place);
  for (const base::Bytes& blob : like.blobs) {
    TRY(const base::Bytes content, store.get_blob(blob::name_of(blob)));
    if (content != blob) return base::fail(base::Fault::Corrupt, "blob");
  }
  return digest_of(out);
}

}  // namespace rig
