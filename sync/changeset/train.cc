#include "sync/changeset/train.h"

#include <algorithm>
#include <map>

#include "platform/pack/pack.h"
#include "sync/changeset/atoms.h"
#include "sync/changeset/block.h"

namespace changeset {
namespace {

using Counts = std::map<std::string, size_t>;
constexpr size_t kAtomBytesMax = 120;
constexpr size_t kSamplePhraseBytes = 600;

// Most frequent first; of equally frequent ones in the order of the alphabet, so that equal samples give equal dictionaries.
std::vector<std::string> by_frequency(const Counts& counts, size_t seen_min, size_t count_max) {
  std::vector<std::pair<size_t, std::string>> sorted;
  for (const auto& [text, count] : counts)
    if (count >= seen_min) sorted.emplace_back(count, text);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (sorted.size() > count_max) sorted.resize(count_max);
  std::vector<std::string> out;
  for (auto& [count, text] : sorted) out.push_back(std::move(text));
  return out;
}

bool worth_naming(const std::string& text) {
  record::RecordId id;
  return !text.empty() && text.size() <= kAtomBytesMax && !record::parse_record_id(text, id) && !days_of(text);
}

struct Seen {
  std::map<record::RecordType, Counts> names;
  Counts atoms, forms;

  void add(const Op& op) {
    ++names[op.type][take_apart_path(op.path).name];
    const record::Value* const value = std::get_if<record::Value>(&op.what);
    const record::Atom* const atom = value ? std::get_if<record::Atom>(value) : nullptr;
    if (!atom) return;
    if (worth_naming(atom->utf8)) ++atoms[atom->utf8];
    const auto shape = take_apart(atom->utf8);
    if (!shape) return;
    ++forms[shape->form];
    for (const std::string& hole : shape->holes)
      if (worth_naming(hole) && !number_of(hole)) ++atoms[hole];
  }
};

// What prose is taught by: as many of the phrases as there is room for, a zero between two.
std::string text_of(const std::vector<std::string>& phrases, size_t bytes_max) {
  std::string text;
  for (const std::string& phrase : phrases) {
    if (text.size() + phrase.size() >= bytes_max) break;
    text += phrase;
    text += '\0';
  }
  return text;
}

void add_phrases(const std::vector<std::string>& phrases, std::vector<base::Bytes>& words) {
  std::string joined;
  for (const std::string& phrase : phrases) {
    joined += phrase;
    if (joined.size() < kSamplePhraseBytes) continue;
    words.push_back(base::copy(base::view(joined)));
    joined.clear();
  }
}

}  // namespace

Schema schema_of(std::span<const std::vector<Entry>> frames, const std::vector<std::pair<record::RecordType, std::string>>& names,
                 const std::vector<std::string>& atoms, const TrainingPlan& plan) {
  Seen seen;
  for (const auto& frame : frames)
    for (const Entry& entry : frame)
      for (const Op& op : entry.ops) seen.add(op);
  for (const auto& [type, name] : names) seen.names[type][name] += 0;
  for (const std::string& atom : atoms) seen.atoms[atom] += plan.atom_seen_min;
  Schema::Content content;
  for (const auto& [type, counts] : seen.names) content.names.emplace_back(type, by_frequency(counts, 0, 65536));
  content.atoms = by_frequency(seen.atoms, plan.atom_seen_min, plan.atoms_max);
  content.forms = by_frequency(seen.forms, plan.atom_seen_min, plan.forms_max);
  return Schema(std::move(content));
}

base::Result<Dictionary> train(std::span<const std::vector<Entry>> frames, const std::vector<std::string>& phrases, const Schema& schema,
                               const TrainingPlan& plan) {
  pack::SymbolTrainer habits;
  std::vector<base::Bytes> words;
  int64_t unix_s = 0;
  for (const auto& frame : frames) {
    if (frame.empty()) continue;
    const Start start{frame[0].sequence, frame[0].device, unix_s == 0 ? frame[0].unix_s : unix_s};
    unix_s = frame.back().unix_s;
    Block block = encode_block(frame, start, schema);
    learn_ops(block, start, schema, habits);
    if (!block.words.empty()) words.push_back(std::move(block.words));
  }
  add_phrases(phrases, words);
  base::Bytes words_dictionary;
  if (plan.words_bytes_max > 0) {
    TRY(words_dictionary, pack::train(words, plan.words_bytes_max));
  }
  return Dictionary(schema.id(), habits.primer(plan.decision_seen_min), std::move(words_dictionary), text_of(phrases, plan.text_bytes_max));
}

}  // namespace changeset
