// What the hub has not acknowledged, gathered record by record.
#include <algorithm>
#include <unordered_map>

#include "app/care/attachment.h"
#include "app/care/record_types.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "sync/codec/log_entry.h"

namespace effects {
namespace {

constexpr size_t kEntriesAtOnce = 256;

class Gathered {
 public:
  void take(const store::LogEntry& entry) {
    const uint64_t bytes = codec::encode_entry(entry).size();
    bytes_ += bytes;
    if (oldest_ms_ == 0 || entry.unix_ms < oldest_ms_) oldest_ms_ = entry.unix_ms;
    for (const store::Change& change : entry.changes) {
      state::WaitingRow& row = rows_[change.edit.id];
      row.type = change.edit.type;
      row.record = change.edit.id;
      row.unix_ms = std::max(row.unix_ms, entry.unix_ms);
      row.last = entry.sequence;
      row.bytes += bytes / entry.changes.size();
      ++row.changes;
      ++changes_;
    }
  }
  state::WaitingLoaded loaded() && {
    state::WaitingLoaded out{.rows = {}, .changes = changes_, .bytes = bytes_, .oldest_ms = oldest_ms_, .error = std::nullopt, .carried = {}, .kinds = {}};
    for (auto& [id, row] : rows_) out.rows.push_back(std::move(row));
    std::sort(out.rows.begin(), out.rows.end(),
              [](const auto& a, const auto& b) { return a.unix_ms != b.unix_ms ? a.unix_ms > b.unix_ms : a.record < b.record; });
    return out;
  }

 private:
  std::unordered_map<record::RecordId, state::WaitingRow> rows_;
  uint64_t changes_ = 0, bytes_ = 0;
  int64_t oldest_ms_ = 0;
};

record::RecordId person_of(const store::Store& store, const state::WaitingRow& row) {
  record::RecordId person;
  if (row.type == care::kPersonRecord) return row.record;
  const auto head = store.read_section(row.type, row.record, record::kHeadSection);
  if (!head) return {};
  const auto named = head->find(row.type == record::kConflictType ? record::kConflictBucket : std::string_view("head/person"));
  if (named == head->end() || !record::parse_record_id(record::utf8_of(named->second.value), person)) return {};
  return person;
}

care::AttachmentKind kind_of(const store::Store& store, const record::RecordId& attachment) {
  auto head = store.read_section(care::kAttachmentRecord, attachment, record::kHeadSection);
  return head ? care::attachment_from({attachment, care::kAttachmentRecord, std::move(*head)}).kind : care::AttachmentKind::Document;
}

std::vector<state::CarriedFor> owners_of(const store::Store& store, const std::vector<replica::Carried>& blobs) {
  std::vector<state::CarriedFor> out;
  for (size_t i = 0; i < blobs.size() && i < session::kBlobsTold; ++i) {
    const record::RecordId& id = blobs[i].blob.record;
    auto head = store.read_section(care::kAttachmentRecord, id, record::kHeadSection);
    if (!head) continue;
    const care::Attachment attachment = care::attachment_from({id, care::kAttachmentRecord, std::move(*head)});
    out.push_back({id, attachment.person, attachment.kind == care::AttachmentKind::Photo});
  }
  return out;
}

}  // namespace

void Worker::on(state::LoadWaiting&) {
  if (!opened_) return;
  const store::Figures now = opened_->store.figures();
  store::Sequence after = now.last_sequence - now.waiting;
  if (opened_->session && opened_->session->status().course.to_send > 0) after = std::min<store::Sequence>(after, opened_->session->status().course.from);
  Gathered gathered;
  std::optional<base::Error> error;
  while (after < now.last_sequence) {
    const auto entries = opened_->store.entries_after(after, kEntriesAtOnce);
    if (!entries) error = entries.error();
    if (!entries || entries->empty()) break;
    for (const store::LogEntry& entry : *entries) gathered.take(entry);
    after = entries->back().sequence;
  }
  state::WaitingLoaded loaded = std::move(gathered).loaded();
  loaded.error = std::move(error);
  for (state::WaitingRow& row : loaded.rows) {
    row.person = person_of(opened_->store, row);
    if (row.type == care::kAttachmentRecord) loaded.kinds[row.record] = kind_of(opened_->store, row.record);
  }
  if (opened_->session) loaded.carried = owners_of(opened_->store, opened_->session->status().blobs.each);
  post_(std::move(loaded));
}

}  // namespace effects
