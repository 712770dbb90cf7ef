// Who may speak of a blob, and what they are answered. PROTOCOL.md, section 11.
#include "sync/reconcile/hub.h"
#include "sync/reconcile/store.h"

namespace reconcile {
namespace {

bool is_about_blobs(const wire::Request& request) {
  return std::holds_alternative<wire::AskBlobs>(request.what) || std::holds_alternative<wire::BlobUp>(request.what) || std::holds_alternative<wire::BlobDown>(request.what);
}

base::Result<bool> has_in_scope(const TableReader& table, uint64_t device, const record::RecordId& bucket) {
  if (bucket == private_bucket(device)) return true;
  TRY(const uint64_t number, find_number(table, granted_key(device, bucket)));
  if (number == 0) return false;
  TRY(const GrantRow row, need_row<GrantRow>(table, grant_key(device, number), "grant"));
  return row.given;
}

// A record the device has in scope names it, now.
base::Result<bool> may_read(const TableReader& table, const Policy& policy, uint64_t device, const wire::BlobRef& ref) {
  TRY(const std::optional<RecordRow> row, find_row<RecordRow>(table, record_key(ref.record)));
  if (!row) return false;
  TRY(const bool scope, has_in_scope(table, device, row->bucket));
  if (!scope) return false;
  for (const blob::Field& field : policy.blobs()) {
    if (field.type != row->type) continue;
    TRY(const std::optional<FieldRow> named, find_row<FieldRow>(table, field_key(ref.record, field.path)));
    if (named && blob::named_by({field}, row->type, field.path, named->value) == ref.name) return true;
  }
  return false;
}

// That, or the device itself said so in that record, whatever became of it.
base::Result<bool> may_bring(const TableReader& table, const Policy& policy, uint64_t device, const wire::BlobRef& ref) {
  TRY(const auto claimed, table.find(blob_claim_key(ref.record, ref.name, device)));
  if (claimed) return true;
  return may_read(table, policy, device, ref);
}

wire::Answer refusal_of(wire::Status status) { return wire::Refusal{status, 0}; }

}  // namespace

bool Hub::is_for_the_shelf(const wire::Request& request) { return is_about_blobs(request); }

// Which of the blobs it is about may the device speak of? A refusal, when none and not asked.
base::Status Hub::look_at_blob(BlobAsking& asking, const TableReader& table) {
  const uint64_t number = asking.request->device;
  TRY(const std::optional<DeviceRow> row, find_row<DeviceRow>(table, device_key(number)));
  if (!row) return asking.answer = refusal_of(wire::Status::Stranger), base::Status();
  if (row->standing == Standing::Revoked) return asking.answer = refusal_of(wire::Status::Revoked), base::Status();
  if (row->standing == Standing::Forked) return asking.answer = refusal_of(wire::Status::Forked), base::Status();
  if (const auto* ask = std::get_if<wire::AskBlobs>(&asking.request->what)) {
    for (const wire::BlobRef& ref : ask->blobs) {
      TRY(const bool may, may_bring(table, policy_, number, ref));
      asking.may.push_back(may);
    }
    return {};
  }
  const auto* up = std::get_if<wire::BlobUp>(&asking.request->what);
  TRY(const bool may, up ? may_bring(table, policy_, number, up->blob) : may_read(table, policy_, number, std::get<wire::BlobDown>(asking.request->what).blob));
  if (!may) asking.answer = refusal_of(wire::Status::Unnamed);
  return {};
}

// What only reads the shelf.
base::Status Hub::tell_of_blobs(BlobAsking& asking) {
  const uint64_t number = asking.request->device;
  wire::BlobStates states;
  if (const auto* ask = std::get_if<wire::AskBlobs>(&asking.request->what)) {
    for (size_t i = 0; i < ask->blobs.size(); ++i) {
      wire::BlobState state;
      if (asking.may[i]) {
        TRY(state, shelf_->state(number, ask->blobs[i]));
      }
      states.blobs.push_back(state);
    }
  } else {
    const auto& down = std::get<wire::BlobDown>(asking.request->what);
    TRY(auto part, shelf_->part(down.blob, down.offset, down.bytes_max));
    if (part) return asking.answer = std::move(*part), base::Status();
    TRY(const wire::BlobState state, shelf_->state(number, down.blob));
    states.blobs.push_back(state);
  }
  asking.answer = std::move(states);
  return {};
}

base::Result<base::Bytes> Hub::read_blob(const wire::BlobRef& ref) {
  const std::lock_guard lock(writing_);
  base::Bytes stream;
  for (uint64_t total = 1; stream.size() < total;) {
    TRY(const std::optional<wire::BlobPart> part, shelf_->part(ref, stream.size(), wire::kBlobPartBytesMax));
    if (!part) return base::fail(base::Fault::NotFound, "blob");
    stream.insert(stream.end(), part->part.begin(), part->part.end());
    total = part->total;
  }
  return blob::content_of(std::move(stream));
}

// Parts of all requests at hand become durable in one step.
base::Status Hub::answer_blobs(std::span<BlobAsking> all) {
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    for (BlobAsking& each : all) TRY_DO(look_at_blob(each, table));
    return {};
  }));
  std::vector<Shelf::Bringing> parts;
  std::vector<BlobAsking*> whose;
  for (BlobAsking& each : all) {
    if (each.answer) continue;
    if (!std::holds_alternative<wire::BlobUp>(each.request->what)) {
      TRY_DO(tell_of_blobs(each));
      continue;
    }
    parts.push_back({each.request->device, &std::get<wire::BlobUp>(each.request->what), {}, {}});
    whose.push_back(&each);
  }
  TRY_DO(shelf_->take(parts));
  const std::lock_guard lock(state_);
  for (size_t i = 0; i < parts.size(); ++i) {
    const Shelf::Bringing& part = parts[i];
    whose[i]->answer = part.status == wire::Status::Ok ? wire::Answer(wire::BlobStates{{part.state}}) : refusal_of(part.status);
    figures_.blob_bytes += part.up->part.size();
  }
  return {};
}

}  // namespace reconcile
