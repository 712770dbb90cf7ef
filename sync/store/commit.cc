#include <algorithm>

#include "platform/base/utf8.h"
#include "sync/store/impl.h"
#include "sync/store/sections.h"

namespace store {

base::Status put_entry(CellTxn& cells, const LogEntry& entry) {
  const base::Bytes plain = codec::encode_entry(entry);
  if (plain.size() > codec::kEntryBytesMax) return base::fail(base::Fault::BadInput, "entry bytes " + std::to_string(plain.size()));
  TRY_DO(cells.put(log_key(entry.sequence), plain));
  if (entry.sequence > cells.root.last_sequence) {
    const record::RecordId* before = nullptr;
    for (const Change& change : entry.changes) {
      if (!before || *before != change.edit.id) TRY_DO(cells.mark(touched_key(change.edit.id, entry.sequence)));
      before = &change.edit.id;
    }
  }
  cells.root.last_sequence = cells.root.open_sequence = entry.sequence;
  cells.root.head = hash_of(entry, plain);
  return {};
}

namespace {

bool is_value(const record::Value& value) {
  const std::string_view text = record::utf8_of(value);
  const base::Bytes* bytes = std::get_if<base::Bytes>(&value);
  return text.size() <= record::kValueBytesMax && base::is_utf8(text) && (!bytes || bytes->size() <= record::kValueBytesMax);
}

base::Status check(const Commit& commit) {
  if (commit.author.size() > codec::kNameBytesMax || commit.group.size() > codec::kNameBytesMax) {
    return base::fail(base::Fault::BadInput, "author or group too long");
  }
  if (commit.place && commit.place->size() > record::kValueBytesMax) return base::fail(base::Fault::BadInput, "place too large");
  for (size_t i = 0; i < commit.edits.size(); ++i) {
    const record::Edit& edit = commit.edits[i];
    if (edit.id.is_nil() || !record::is_path(edit.path) || !is_value(edit.to)) {
      return base::fail(base::Fault::BadInput, "edit " + std::to_string(i));
    }
  }
  return {};
}

// Sets the fields, and answers what that changed. An edit of a field already in `changes` goes on from there.
base::Result<std::vector<Change>> apply_edits(Sections& sections, const std::vector<record::Edit>& edits) {
  std::vector<Change> changes;
  std::map<std::pair<record::RecordId, std::string_view>, size_t> seen;
  for (const record::Edit& edit : edits) {
    TRY(codec::Section* section, sections.load(edit.type, edit.id, record::section_of(edit.path)));
    const auto field = section->fields.find(edit.path);
    const bool known = field != section->fields.end();
    const record::Value now = known ? field->second.field.value : record::Value{};
    if (now == edit.to) continue;
    const auto [at, first] = seen.try_emplace({edit.id, edit.path}, changes.size());
    if (first) changes.push_back({edit, now, known ? field->second.version : 0, {}});
    else changes[at->second].edit.to = edit.to;
    section->fields[edit.path].field.value = edit.to;
  }
  return changes;
}

bool same_fields(const std::vector<Change>& a, const std::vector<Change>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Change& x, const Change& y) { return x.edit.id == y.edit.id && x.edit.path == y.edit.path; });
}

// The entry these changes belong in: the open one when they go on typing in it, else the next.
base::Result<LogEntry> entry_for(const CellTxn& cells, const Commit& commit, std::vector<Change> changes) {
  const codec::Root& root = cells.root;
  if (commit.continues_typing && root.open_sequence != 0 && root.open_sequence == root.last_sequence) {
    TRY(LogEntry open, read_entry(cells.txn(), cells.cells(), root, root.open_sequence));
    if (!open.lost && open.author == commit.author && open.group == commit.group && same_fields(open.changes, changes)) {
      for (size_t i = 0; i < changes.size(); ++i) open.changes[i].edit.to = std::move(changes[i].edit.to);
      return open;
    }
  }
  LogEntry entry;
  entry.sequence = root.last_sequence + 1;
  entry.previous = root.head;
  entry.author = commit.author;
  entry.group = commit.group;
  entry.changes = std::move(changes);
  return entry;
}

base::Status put_place(CellTxn& cells, const base::Bytes& place) {
  const auto before = cells.get(place_key());  // a damaged place is simply written anew
  if (before && *before && std::ranges::equal(**before, place)) return {};
  return cells.put(place_key(), place);
}

base::Result<Committed> commit_one(CellTxn& cells, const Store::Impl& impl, const Commit& commit) {
  Sections sections(cells, impl.options.clock->now_ms());
  if (commit.place) TRY_DO(put_place(cells, *commit.place));
  TRY(std::vector<Change> changes, apply_edits(sections, commit.edits));
  const int64_t now = impl.options.clock->now_ms();
  if (changes.empty()) return Committed{cells.root.last_sequence, now, false};
  TRY(LogEntry entry, entry_for(cells, commit, std::move(changes)));
  entry.unix_ms = now;
  const record::Stamp stamp = impl.next_stamp(cells);
  for (Change& change : entry.changes) {
    change.stamp = stamp;
    TRY(codec::Section* section, sections.load(change.edit.type, change.edit.id, record::section_of(change.edit.path)));
    codec::SectionField& field = section->fields[change.edit.path];
    field.field.stamp = stamp;
    field.version = entry.sequence;
    sections.touch(change.edit);
  }
  TRY_DO(put_entry(cells, entry));
  TRY_DO(sections.put_touched());
  cells.root.last_commit_ms = now;
  return Committed{entry.sequence, now, true};
}

}  // namespace

base::Result<Committed> Store::commit(const Commit& commit) {
  TRY(const std::vector<Committed> done, commit_all({&commit, 1}));
  return done.front();
}

base::Result<std::vector<Committed>> Store::commit_all(std::span<const Commit> commits) {
  return within_memory([&]() -> base::Result<std::vector<Committed>> {
    for (const Commit& each : commits) TRY_DO(check(each));
    std::vector<Committed> done;
    TRY_DO(impl_->write([&](CellTxn& cells) -> base::Status {
      done.clear();
      for (const Commit& each : commits) {
        TRY(const Committed one, commit_one(cells, *impl_, each));
        done.push_back(one);
      }
      return {};
    }));
    return done;
  });
}

base::Status Store::import(std::span<const record::Record> records) {
  return within_memory([&]() -> base::Status {
    for (const record::Record& each : records) {
      for (const auto& [path, field] : each.fields) {
        if (!record::is_path(path) || !is_value(field.value)) return base::fail(base::Fault::BadInput, "record field");
      }
    }
    TRY_DO(impl_->need_room());
    return impl_->write([&](CellTxn& cells) -> base::Status {
      for (const record::Record& each : records) {
        Sections sections(cells, impl_->options.clock->now_ms());
        TRY_DO(sections.merge(each));
        TRY_DO(sections.put_touched());
      }
      return {};
    });
  });
}

base::Status Store::close_entry() {
  return within_memory([&]() -> base::Status {
    if (impl_->root.open_sequence == 0) return {};
    return impl_->write([](CellTxn& cells) -> base::Status {
      cells.root.open_sequence = 0;
      cells.touch_root();
      return {};
    });
  });
}

}  // namespace store
