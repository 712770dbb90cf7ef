#include "sync/reconcile/ingest.h"

namespace reconcile {
namespace {

using changeset::Tail;
using record::RecordId;

wire::Status status_of_run(base::Fault fault) {
  if (fault == base::Fault::NotFound) return wire::Status::SendWhole;
  if (fault == base::Fault::TooNew) return wire::Status::TooNew;
  return fault == base::Fault::BadInput ? wire::Status::TooLarge : wire::Status::Corrupt;
}

bool leans_on_context(const changeset::PackedFrame& frame) {
  if (frame.with_window) return true;
  return std::any_of(frame.ids.begin(), frame.ids.end(), [](const auto& id) { return !id.first; });
}

// Frames after the last signature are nobody's word yet.
void keep_signed(Prepared& out, size_t count) {
  out.frames.resize(count);
  out.signatures.resize(count);
}

bool all_signatures_hold(const Prepared& out, const crypto::VerifyKey& key) {
  // The last one covers all before it by the chain; the ones before it were only needed had the run ended there.
  return out.frames.empty() || changeset::verify(key, out.frames.back().frame.hash, *out.signatures.back());
}

bool has_long_path(const std::vector<changeset::Entry>& entries) {
  const auto is_long = [](const changeset::Op& op) { return op.path.size() > kPathHereBytesMax; };
  return std::any_of(entries.begin(), entries.end(), [&](const changeset::Entry& entry) { return std::any_of(entry.ops.begin(), entry.ops.end(), is_long); });
}

base::Status read_frames(Prepared& out, const DeviceView& view, changeset::RunReader& run, const changeset::Vocabulary& vocabulary, const changeset::FindByTail& find,
                         bool& leans) {
  changeset::FrameHead head{out.device, run.head().first, 0, 0, run.head().unix_s, false, {}, view.row.chain};
  changeset::Window window = view.window;
  changeset::Habits habits(vocabulary);
  size_t signed_count = 0;
  for (;;) {
    TRY(const auto packed, run.next());
    if (!packed) break;
    leans = leans || leans_on_context(*packed);
    TRY(changeset::Unpacked unpacked, unpack(*packed, head, vocabulary, habits, window, find));
    window.add(unpacked.frame.block.words);
    if (has_long_path(unpacked.entries)) return base::fail(base::Fault::BadInput, "path");
    head.first += unpacked.frame.head.count;
    head.unix_s = unpacked.entries.empty() ? head.unix_s : unpacked.entries.back().unix_s;
    head.previous = unpacked.frame.hash;
    out.frames.push_back(std::move(unpacked));
    out.signatures.push_back(packed->signature);
    if (packed->signature) signed_count = out.frames.size();
  }
  keep_signed(out, signed_count);
  return {};
}

// The first id after `kind` that ends so and is not `but`.
base::Result<std::optional<RecordId>> first_ending(const TableReader& table, Kind kind, const Tail& tail, const std::optional<RecordId>& but) {
  Key prefix(kind), from(kind);
  for (auto byte = tail.rbegin(); byte != tail.rend(); ++byte) prefix.add8(*byte);
  if (but) from.add(*but).add8(0xFF).add64(UINT64_MAX).add64(UINT64_MAX);
  else from = prefix;
  std::optional<RecordId> found;
  TRY_DO(table.scan_from(from, prefix, [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
    found = id_at(key, 1);
    return false;
  }));
  return found;
}

base::Result<bool> in_scope(const TableReader& table, const RecordId& id, Kind kind, uint64_t device) {
  RecordId bucket = id;
  if (kind == Kind::Record) {
    TRY(const RecordRow row, need_row<RecordRow>(table, record_key(id), "record"));
    bucket = row.bucket;
  }
  TRY(const uint64_t number, find_number(table, granted_key(device, bucket)));
  return number != 0;
}

}  // namespace

Prepared prepare(uint64_t device, const DeviceView& view, base::ByteView bytes, const changeset::Library& library, const changeset::FindByTail& find) {
  Prepared out;
  out.device = device;
  out.previous = view.row.chain;
  auto run = changeset::RunReader::open(bytes);
  if (!run) return out.status = status_of_run(run.error().fault), out;
  if (!run->head_whole() || run->head().device != device) return out.status = wire::Status::Corrupt, out;
  out.first = run->head().first;
  if (out.first != view.row.held + 1) return out;  // a repeat, or a gap: nothing of it is wanted
  const auto vocabulary = library.find(run->head().schema, run->head().dictionary);
  if (!vocabulary) return out.status = wire::Status::SendWhole, out;
  bool leans = false;
  const base::Status read = read_frames(out, view, *run, *vocabulary, find, leans);
  if (!read) out.status = leans && read.error().fault == base::Fault::Corrupt ? wire::Status::SendWhole : status_of_run(read.error().fault);
  else if (run->used() != bytes.size()) out.status = wire::Status::Corrupt;
  else if (!all_signatures_hold(out, view.row.key)) out.status = leans ? wire::Status::SendWhole : wire::Status::Corrupt;
  if (out.status != wire::Status::Ok) out.frames.clear(), out.signatures.clear();
  return out;
}

base::Result<changeset::Window> window_of(const TableReader& table, uint64_t device) {
  std::vector<base::ByteView> words;
  size_t bytes = 0;
  TRY_DO(table.scan_back(Key(Kind::Frame).add64(device), [&](base::ByteView, base::ByteView row) -> base::Result<bool> {
    TRY(const base::ByteView some, words_of_frame(row));
    words.push_back(some);
    bytes += some.size();
    return bytes < changeset::kWindowBytes;
  }));
  changeset::Window window;
  for (auto some = words.rbegin(); some != words.rend(); ++some) window.add(*some);
  return window;
}

base::Result<RecordId> find_by_tail(const TableReader& table, const Tail& tail, uint64_t device) {
  std::optional<RecordId> only;
  int in_reach = 0, others = 0;
  for (const Kind kind : {Kind::Record, Kind::Member}) {
    std::optional<RecordId> last;
    for (;;) {
      TRY(last, first_ending(table, kind, tail, last));
      if (!last) break;
      TRY(const bool mine, in_scope(table, *last, kind, device));
      if (mine && only != last) ++in_reach, only = last;
      if (!mine && ++others > 16) break;
    }
    if (in_reach > 0) break;
  }
  if (in_reach != 1) return base::fail(base::Fault::NotFound, "records ending so: " + std::to_string(in_reach));
  return *only;
}

base::Result<std::vector<changeset::Op>> whole_record(const TableReader& table, const RecordId& id, record::RecordType type) {
  std::vector<changeset::Op> ops;
  const Key prefix = field_key(id, "");
  TRY_DO(table.scan(prefix, [&](base::ByteView key, base::ByteView bytes) -> base::Result<bool> {
    TRY(FieldRow row, decode<FieldRow>(bytes));
    ops.push_back({id, type, std::string(path_at(key, prefix.size())), std::move(row.value)});
    return true;
  }));
  return ops;
}

}  // namespace reconcile
