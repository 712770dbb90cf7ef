#include "sync/store/salvage.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "platform/os/file.h"
#include "sync/codec/set_aside.h"
#include "sync/store/dropped.h"
#include "sync/store/mend.h"
#include "sync/store/survivors.h"

namespace store {
namespace {

constexpr size_t kBatchBytes = 4 * 1024 * 1024;
constexpr Sequence kBatchEntries = 256;

// The fresh file while it is being written. It becomes the store's only at the end, so its writes may come in pieces.
class Fresh {
 public:
  Fresh(kv::Env env, const Cells& cells, const Options& options, const Survivors& survivors)
      : env_(std::move(env)), cells_(cells), options_(options), survivors_(survivors) {}

  base::Result<OpenReport> fill(codec::Header header) {
    header.generation_base = generation_base_ = survivors_.next_generation_base();
    TRY_DO(env_.write([&](kv::WriteTxn& txn) { return txn.put(CellKey(Table::Header), codec::encode_header(header, crypto::hash)); }));
    TRY_DO(carry_over());
    const codec::Root before = survivors_.root().value_or(codec::Root{});
    TRY_DO(env_.read([&](const kv::ReadTxn& txn) -> base::Status { return dropped_.load(txn, cells_); }));
    TRY_DO(settle_numbers(before));
    TRY_DO(walk_log());
    const bool all_there = survivors_.root_is_last() && root_.tally == before.tally;
    if (!all_there) report_.damaged = std::max<uint64_t>({1, survivors_.damaged().size(), missing(before)});
    TRY_DO(restore_from_log());
    TRY_DO(freshen_last_entry());
    TRY_DO(keep_damaged());
    TRY_DO(say_again());
    report_.salvaged = true;
    report_.lost_entries = lost_.size();
    return report_;
  }

 private:
  base::Status write(const std::function<base::Status(CellTxn&)>& work) {
    codec::Root written;
    TRY_DO(env_.write([&](kv::WriteTxn& txn) -> base::Status {
      CellTxn cells(txn, cells_, root_, generation_base_);
      TRY_DO(work(cells));
      cells.touch_root();
      TRY_DO(cells.finish());
      written = cells.root;
      return {};
    }));
    root_ = std::move(written);
    return {};
  }

  base::Status carry_over() {
    std::vector<std::pair<base::Bytes, base::Bytes>> batch;
    size_t bytes = 0;
    const auto flush = [&]() -> base::Status {
      TRY_DO(write([&](CellTxn& cells) -> base::Status {
        for (const auto& [key, stored] : batch) TRY_DO(cells.adopt(key, stored));
        return {};
      }));
      report_.kept += batch.size();
      batch.clear();
      bytes = 0;
      return {};
    };
    TRY_DO(survivors_.each([&](base::ByteView key, base::ByteView stored) -> base::Status {
      batch.emplace_back(base::copy(key), base::copy(stored));
      bytes += stored.size();
      return bytes < kBatchBytes ? base::Status{} : flush();
    }));
    return flush();
  }

  // Everything in the root but the tally, which is counted anew.
  base::Status settle_numbers(const codec::Root& before) {
    const codec::Tally tally = root_.tally;
    root_ = before;
    root_.tally = tally;
    root_.records.clear();
    if (!survivors_.root_is_last()) root_.open_sequence = 0;
    return write([&](CellTxn& cells) -> base::Status {
      cells.root.last_sequence = std::max(before.last_sequence, last_number(cells.txn(), Table::Log));
      cells.root.quarantined = std::max(before.quarantined, last_number(cells.txn(), Table::Quarantine));
      return count_sections(cells);
    });
  }

  static uint64_t last_number(const kv::ReadTxn& txn, Table table) {
    uint64_t last = 0;
    (void)txn.scan_back(CellKey(table), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      last = number_at_end(key);
      return false;
    });
    return last;
  }

  // Records of each type, and the highest stamp and version any field has.
  base::Status count_sections(CellTxn& cells) {
    return each_section(cells.txn(), [&](base::ByteView key, const record::RecordId&, codec::Section&& section) {
      if (Table{key[0]} == Table::Heads) ++cells.root.records[section.type];
      for (const auto& [path, field] : section.fields) {
        cells.root.clock = std::max(cells.root.clock, field.field.stamp.clock);
        cells.root.last_sequence = std::max(cells.root.last_sequence, field.version);
      }
    });
  }

  base::Status each_section(const kv::ReadTxn& txn, const std::function<void(base::ByteView, const record::RecordId&, codec::Section&&)>& visit) {
    for (const Table table : {Table::Heads, Table::Sections}) {
      TRY_DO(txn.scan(CellKey(table), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        TRY(const base::ByteView plain, cells_.open(key, stored));
        TRY(codec::Section section, codec::decode_section(plain));
        record::RecordId id;
        std::copy_n(key.begin() + (table == Table::Heads ? 3 : 1), id.bytes.size(), id.bytes.begin());
        visit(key, id, std::move(section));
        return true;
      }));
    }
    return {};
  }

  // How many values the root counted that are not here. Unknown when the root is not the last one.
  uint64_t missing(const codec::Root& before) const {
    const uint64_t here = root_.tally.cells - lost_.size();
    return survivors_.root_is_last() && before.tally.cells > here ? before.tally.cells - here : 0;
  }

  // From the last entry to the first: each must have the hash its successor (or the root) knows it by. Those that have not, or are gone, become
  // lost entries. The index of records is written anew from what is left.
  base::Status walk_log() {
    codec::EntryHash known = root_.head;
    bool is_known = survivors_.root_is_last();
    for (Sequence next = root_.last_sequence; next > 0;) {
      TRY_DO(write([&](CellTxn& cells) -> base::Status {
        for (Sequence in_batch = 0; next > 0 && in_batch < kBatchEntries; --next, ++in_batch) {
          TRY_DO(settle_entry(cells, next, known, is_known));
        }
        return {};
      }));
    }
    return {};
  }

  base::Status settle_entry(CellTxn& cells, Sequence sequence, codec::EntryHash& known, bool& is_known) {
    auto entry = read_entry(cells.txn(), cells_, cells.root, sequence);
    const bool right = entry && (!is_known || entry->hash == known || sequence == cells.root.last_sequence);
    if (!right) {
      LogEntry gone;
      gone.sequence = sequence;
      gone.lost = true;
      gone.hash = is_known ? known : codec::EntryHash{};
      gone.previous = known_before(cells, sequence);
      TRY_DO(cells.put(log_key(sequence), codec::encode_entry(gone)));
      lost_.insert(sequence);
      ++cells.root.lost_entries;
      if (cells.root.open_sequence == sequence) cells.root.open_sequence = 0;
      entry = std::move(gone);
    }
    if (sequence == cells.root.last_sequence) cells.root.head = entry->hash;
    for (const Change& change : entry->changes)
      if (!dropped_.has(change.edit.id, sequence)) TRY_DO(cells.mark(touched_key(change.edit.id, sequence)));
    known = entry->previous;
    is_known = sequence > 1;
    return {};
  }

  // The hash of the entry before a lost one, as far as it can be read.
  codec::EntryHash known_before(const CellTxn& cells, Sequence sequence) const {
    if (sequence <= 1) return {};
    const auto before = read_entry(cells.txn(), cells_, cells.root, sequence - 1);
    return before ? before->hash : codec::EntryHash{};
  }

  base::Status keep_damaged() {
    return write([&](CellTxn& cells) -> base::Status {
      for (const auto& [key, stored] : survivors_.damaged()) {
        TRY(const auto there, cells.txn().find(key));
        const codec::SetAside value{options_.clock->now_ms(), there.has_value(), base::copy(key.view()), stored};
        TRY_DO(cells.put(CellKey(Table::Quarantine).add64(++cells.root.quarantined), codec::encode_set_aside(value)));
      }
      return {};
    });
  }

  base::Status restore_from_log() {
    for (Sequence next = 1; next <= root_.last_sequence;) {
      TRY_DO(write([&](CellTxn& cells) -> base::Status {
        Sections sections(cells, options_.clock->now_ms());
        for (Sequence in_batch = 0; next <= root_.last_sequence && in_batch < kBatchEntries; ++next, ++in_batch) {
          TRY(LogEntry entry, read_entry(cells.txn(), cells_, cells.root, next));
          std::erase_if(entry.changes, [&](const Change& change) { return dropped_.has(change.edit.id, next); });
          TRY(const uint64_t restored, restore_fields(sections, entry));
          report_.rebuilt += restored;
        }
        return sections.put_touched();
      }));
    }
    return {};
  }

  // The entry being typed is rewritten with every commit; where only an older copy of it opens, the section knows the newer words.
  base::Status freshen_last_entry() {
    if (root_.last_sequence == 0) return {};
    return write([&](CellTxn& cells) -> base::Status {
      TRY(LogEntry last, read_entry(cells.txn(), cells_, cells.root, cells.root.last_sequence));
      Sections sections(cells, options_.clock->now_ms());
      bool newer = false;
      for (Change& change : last.changes) {
        if (dropped_.has(change.edit.id, last.sequence)) continue;
        TRY(codec::Section* section, sections.load(change.edit.type, change.edit.id, record::section_of(change.edit.path)));
        const codec::SectionField& field = section->fields[change.edit.path];
        if (field.version != last.sequence || field.field.stamp <= change.stamp) continue;
        change.edit.to = field.field.value;
        change.stamp = field.field.stamp;
        newer = true;
      }
      return newer ? put_entry(cells, last) : base::Status{};
    });
  }

  // What lost entries had written, where it still stands, goes into the log anew unless the hub has it already.
  base::Status say_again() {
    return write([&](CellTxn& cells) -> base::Status {
      LogEntry again;
      TRY_DO(each_section(cells.txn(), [&](base::ByteView, const record::RecordId& id, codec::Section&& section) {
        for (auto& [path, field] : section.fields) {
          if (field.version <= cells.root.acknowledged || !lost_.contains(field.version)) continue;
          again.changes.push_back({{id, section.type, path, std::move(field.field.value)}, {}, field.version, field.field.stamp});
        }
      }));
      if (again.changes.empty()) return {};
      again.unix_ms = options_.clock->now_ms();
      return append_entry(cells, std::move(again));
    });
  }

  base::Status append_entry(CellTxn& cells, LogEntry entry) {
    Sections sections(cells, options_.clock->now_ms());
    entry.sequence = cells.root.last_sequence + 1;
    entry.previous = cells.root.head;
    for (const Change& change : entry.changes) {
      TRY(codec::Section* section, sections.load(change.edit.type, change.edit.id, record::section_of(change.edit.path)));
      section->fields[change.edit.path].version = entry.sequence;
      sections.touch(change.edit);
    }
    TRY_DO(put_entry(cells, entry));
    cells.root.open_sequence = 0;
    return sections.put_touched();
  }

  kv::Env env_;
  const Cells& cells_;
  const Options& options_;
  const Survivors& survivors_;
  uint64_t generation_base_ = 0;
  codec::Root root_;
  OpenReport report_;
  std::set<Sequence> lost_;
  DroppedRecords dropped_;
};

// The damaged file keeps its bytes under another name; the fresh one takes its place in one step.
base::Status change_places(const std::string& folder, int64_t now_ms) {
  TRY_DO(os::make_folders(folder + kQuarantineFolder));
  const std::string aside = folder + kQuarantineFolder + "/" + std::to_string(now_ms);
  std::string name = aside + ".mdb";
  for (int i = 1; os::exists(name); ++i) name = aside + "-" + std::to_string(i) + ".mdb";
  TRY_DO(os::link_or_copy(folder + kDataFile, name));
  if (::rename((folder + kFreshFolder + kDataFile).c_str(), (folder + kDataFile).c_str()) != 0) {
    return base::fail(os::file_error(kDataFile, "rename", errno));
  }
  TRY_DO(os::sync_folder(folder));
  clear_unfinished_salvage(folder);
  return {};
}

}  // namespace

base::Result<OpenReport> salvage(const std::string& folder, const Cells& cells, const codec::Header& header, const Options& options) {
  TRY(const Survivors survivors, Survivors::look_for(folder, cells, header));
  if (survivors.none()) return base::fail(base::Fault::Corrupt, "nothing opens");
  clear_unfinished_salvage(folder);
  TRY_DO(os::make_folders(folder + kFreshFolder));
  OpenReport report;
  {
    TRY(kv::Env env, kv::Env::open(folder + kFreshFolder));
    TRY(report, Fresh(std::move(env), cells, options, survivors).fill(header));
  }
  TRY_DO(change_places(folder, options.clock->now_ms()));
  return report;
}

void clear_unfinished_salvage(const std::string& folder) {
  const std::string unfinished = folder + kFreshFolder;
  for (const char* name : {kDataFile, "/lock.mdb"}) ::unlink((unfinished + name).c_str());
  ::rmdir(unfinished.c_str());
}

}  // namespace store
