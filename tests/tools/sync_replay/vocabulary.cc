#include "tests/tools/sync_replay/vocabulary.h"

#include <fstream>
#include <iterator>

#include "platform/os/file.h"

namespace replay {

changeset::Entry entry_of(const workload::Op& op, uint64_t device, uint64_t sequence, std::map<std::pair<record::RecordId, record::FieldPath>, record::Value>& held) {
  changeset::Entry entry{sequence, device, op.unix_ms / 1000, op.user, std::to_string(op.visit), {}};
  if (op.kind == workload::Op::Kind::Put) {
    for (const auto& [path, field] : op.document.fields) {
      entry.ops.push_back(changeset::op_between(op.id, op.type, path, {}, field.value));
      held[{op.id, path}] = field.value;
    }
    return entry;
  }
  record::Value& value = held[{op.id, op.path}];
  record::Value to = op.value;
  if (op.kind == workload::Op::Kind::Text) {
    std::string text(record::utf8_of(value));
    for (const record::Splice& splice : op.splices) text.replace(std::min(splice.at, text.size()), splice.erase, splice.insert);
    to = record::text(std::move(text));
  }
  if (to == value) return entry;
  entry.ops.push_back(changeset::op_between(op.id, op.type, op.path, value, to));
  value = std::move(to);
  return entry;
}

std::vector<std::vector<changeset::Entry>> frames_of(const Day& day, uint64_t device) {
  std::map<std::pair<record::RecordId, record::FieldPath>, record::Value> held;
  for (const record::Record& record : day.base)
    for (const auto& [path, field] : record.fields) held[{record.id, path}] = field.value;
  std::vector<std::vector<changeset::Entry>> frames;
  int visit = -1;
  uint64_t sequence = 0;
  for (const workload::Op& op : day.ops) {
    changeset::Entry entry = entry_of(op, device, sequence + 1, held);
    if (entry.ops.empty()) continue;
    ++sequence;
    if (op.visit != visit) frames.emplace_back();
    visit = op.visit;
    frames.back().push_back(std::move(entry));
  }
  return frames;
}

base::Result<std::vector<Day>> read_days(const std::string& file, std::vector<std::pair<record::RecordType, std::string>>* names, std::vector<std::string>* codes) {
  std::vector<Day> days;
  workload::Visitor visitor;
  visitor.tablet = [&](int) { days.emplace_back(); };
  visitor.base = [&](record::Record record) { days.back().base.push_back(std::move(record)); };
  visitor.op = [&](workload::Op op) { days.back().ops.push_back(std::move(op)); };
  if (names) visitor.name = [=](record::RecordType type, record::FieldPath name) { names->emplace_back(type, std::move(name)); };
  if (codes) visitor.code = [=](std::string code) { codes->push_back(std::move(code)); };
  workload::Reader reader;
  TRY_DO(reader.read(file, visitor));
  return days;
}

base::Result<changeset::Vocabulary> trained_on(const std::string& file, size_t words_bytes_max) {
  std::vector<std::pair<record::RecordType, std::string>> names;
  std::vector<std::string> codes;
  TRY(const std::vector<Day> days, read_days(file, &names, &codes));
  std::vector<std::vector<changeset::Entry>> frames;
  std::vector<std::string> phrases;
  for (const Day& day : days) {
    for (auto& frame : frames_of(day, 1)) frames.push_back(std::move(frame));
    for (const record::Record& record : day.base)
      for (const auto& [path, field] : record.fields)
        if (const auto* text = std::get_if<record::Text>(&field.value)) phrases.push_back(text->utf8);
  }
  changeset::TrainingPlan plan;
  plan.words_bytes_max = words_bytes_max;
  const changeset::Schema schema = changeset::schema_of(frames, names, codes, plan);
  TRY(changeset::Dictionary dictionary, changeset::train(frames, phrases, schema, plan));
  return changeset::Vocabulary{std::make_shared<const changeset::Schema>(schema), std::make_shared<const changeset::Dictionary>(std::move(dictionary))};
}

base::Result<changeset::Vocabulary> shipped(const std::string& workload_file, const std::string& dictionary_file) {
  changeset::Schema::Content content;
  std::map<record::RecordType, std::vector<std::string>> names;
  std::ifstream in(workload_file);
  workload::Visitor visitor;
  visitor.name = [&](record::RecordType type, record::FieldPath name) { names[type].push_back(std::move(name)); };
  visitor.code = [&](std::string code) { content.atoms.push_back(std::move(code)); };
  workload::Reader reader;
  TRY_DO(reader.read(workload_file, visitor));
  for (auto& [type, list] : names) content.names.emplace_back(type, std::move(list));
  changeset::Vocabulary vocabulary;
  vocabulary.schema = std::make_shared<const changeset::Schema>(std::move(content));
  if (dictionary_file.empty()) return vocabulary;
  TRY(const base::Bytes bytes, os::read_file(dictionary_file, changeset::kDictionaryBytesMax * 2));
  TRY(changeset::Dictionary dictionary, changeset::Dictionary::decode(bytes));
  vocabulary.dictionary = std::make_shared<const changeset::Dictionary>(std::move(dictionary));
  return vocabulary;
}

}  // namespace replay
