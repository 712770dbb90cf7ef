#include "sync/replica/outgoing.h"

#include <algorithm>

#include "platform/crypto/crypto.h"

namespace replica {
namespace {

using changeset::Entry;
using changeset::Frame;
using changeset::FrameHead;

constexpr size_t kReadAtOnce = 512;
constexpr size_t kOpBytes = 6;

size_t plain_bytes(const Entry& entry) {
  size_t bytes = kOpBytes;
  for (const changeset::Op& op : entry.ops) {
    bytes += kOpBytes;
    if (const auto* edit = std::get_if<changeset::TextEdit>(&op.what)) {
      for (const record::Splice& splice : edit->splices) bytes += splice.insert.size() + kOpBytes;
      continue;
    }
    const record::Value& value = std::get<record::Value>(op.what);
    const auto* raw = std::get_if<base::Bytes>(&value);
    bytes += record::utf8_of(value).size() + (raw ? raw->size() : 0);
  }
  return bytes;
}

// Reads on, some at a time.
class Waiting {
 public:
  Waiting(const store::Store& store, uint64_t after, uint64_t device) : store_(store), after_(after), device_(device) {}
  // Null at the end. Errors: Corrupt (an entry was lost to damage and cannot be told).
  base::Result<const Entry*> peek() {
    if (next_ == entries_.size()) {
      entries_.clear();
      next_ = 0;
      TRY(const std::vector<store::LogEntry> more, store_.entries_after(after_, kReadAtOnce));
      for (const store::LogEntry& entry : more) {
        if (entry.open) break;
        entries_.push_back(entry_of(entry, device_));
        after_ = entry.sequence;
      }
    }
    return entries_.empty() ? nullptr : &entries_[next_];
  }
  Entry take() { return std::move(entries_[next_++]); }

 private:
  const store::Store& store_;
  uint64_t after_, device_;
  std::vector<Entry> entries_;
  size_t next_ = 0;
};

struct Part {
  std::vector<Entry> entries;
  bool goes_on = false;
};

// The entries of one frame: those of one visit typed over the same state of the hub, not too many; where frames were made before, the same again.
base::Result<Part> next_part(Waiting& waiting, const State& state) {
  Part part;
  size_t bytes = 0;
  const uint64_t made_last = [&]() -> uint64_t {
    const auto entry = waiting.peek();
    if (!entry || !*entry) return 0;
    for (const Made& made : state.made)
      if (made.last >= (*entry)->sequence) return made.last;
    return 0;
  }();
  for (;;) {
    TRY(const Entry* const next, waiting.peek());
    if (!next) return part;
    if (!part.entries.empty()) {
      const Entry& last = part.entries.back();
      if (made_last != 0 ? last.sequence == made_last : next->group != last.group) return part;
      if (state.seen_by(next->sequence) != state.seen_by(last.sequence)) return part;
      const bool enough = bytes + plain_bytes(*next) > kFramePlainAim || part.entries.size() == changeset::kFrameEntriesMax;
      if (made_last == 0 && enough) return part.goes_on = !next->group.empty(), part;
    }
    bytes += plain_bytes(*next);
    part.entries.push_back(waiting.take());
  }
}

// The words of the frames the hub has, most recent last: made again from the log. Absent: some of them are not in it any more.
std::optional<changeset::Window> window_at(const store::Store& store, const State& state, uint64_t device, const changeset::Schema& schema) {
  std::vector<base::Bytes> words;
  size_t bytes = 0;
  for (size_t i = state.made.size(); i-- > 0 && bytes < changeset::kWindowBytes;) {
    const Made& made = state.made[i];
    if (made.last > state.held) continue;
    const uint64_t before = i == 0 ? 0 : state.made[i - 1].last;
    if (i == 0 && state.made.size() >= kMadeMax) break;
    const auto log = store.entries_after(before, size_t(made.last - before));
    if (!log || std::any_of(log->begin(), log->end(), [](const store::LogEntry& entry) { return entry.lost || entry.cleared; })) return std::nullopt;
    std::vector<Entry> entries;
    for (const store::LogEntry& entry : *log) entries.push_back(entry_of(entry, device));
    if (entries.empty()) return std::nullopt;
    const int64_t unix_s = i == 0 ? 0 : state.made[i - 1].unix_s;
    words.push_back(changeset::encode_block(entries, {before + 1, device, unix_s}, schema).words);
    bytes += words.back().size();
  }
  changeset::Window window;
  for (auto each = words.rbegin(); each != words.rend(); ++each) window.add(*each);
  return window;
}

}  // namespace

Entry entry_of(const store::LogEntry& entry, uint64_t device) {
  Entry out{entry.sequence, device, entry.unix_ms / 1000, entry.author, entry.group, {}};
  for (const store::Change& change : entry.changes)
    out.ops.push_back(changeset::op_between(change.edit.id, change.edit.type, change.edit.path, change.from, change.edit.to));
  return out;
}

base::Result<Run> make_run(const store::Store& store, const State& state, uint64_t device, const crypto::SigningKey& key, const changeset::Vocabulary& given,
                           const Trust& trust) {
  const changeset::Vocabulary none;
  const changeset::Vocabulary& vocabulary = trust.vocabulary ? given : none;
  const Made* const before = state.frame_ending(state.held);
  FrameHead head{device, state.held + 1, 0, state.seen_by(state.held + 1), before ? before->unix_s : 0, false, {}, before ? before->hash : crypto::Hash{}};
  const std::optional<changeset::Window> window = trust.window ? window_at(store, state, device, *vocabulary.schema) : std::nullopt;
  const changeset::IsKnown is_known = [&](const record::RecordId& id) {
    if (!trust.tails) return false;
    const auto known = store.came_from_hub(id);
    return known && *known;
  };
  changeset::RunWriter writer({changeset::kVersion, device, head.first, head.cursor, head.unix_s, {}, {}}, vocabulary, window.value_or(changeset::Window()), window.has_value(), is_known);
  Run run;
  Waiting waiting(store, state.held, device);
  Part part;
  std::optional<Frame> frame;
  for (;;) {
    TRY(Part next, next_part(waiting, state));
    const bool last = next.entries.empty() || (writer.bytes().size() > kRunBytesAim && frame && !frame->head.goes_on);
    if (frame) {
      writer.add(*frame, last ? std::optional(changeset::sign(key, frame->hash)) : std::nullopt);
      run.made.push_back({head.first - 1, head.unix_s, frame->hash});
    }
    if (last) break;
    head.cursor = state.seen_by(next.entries.front().sequence);
    head.goes_on = next.goes_on;
    frame = changeset::make_frame(head, next.entries, *vocabulary.schema);
    head.first += next.entries.size();
    head.unix_s = next.entries.back().unix_s;
    head.previous = frame->hash;
  }
  if (run.made.empty()) return run;
  run.bytes = writer.bytes();
  run.id = base::Reader(crypto::hash(run.bytes)).u64();
  return run;
}

}  // namespace replica
