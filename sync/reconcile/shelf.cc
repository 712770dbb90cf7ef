#include "sync/reconcile/shelf.h"

#include "sync/reconcile/store.h"

namespace reconcile {
namespace {

constexpr size_t kIntakesMax = 1024;  // at most about 100 KB each
constexpr uint8_t kBlobRowVersion = 1;

base::Result<std::optional<BlobRow>> find_blob(const TableReader& table, const wire::BlobRef& ref) {
  TRY(const auto bytes, table.find(blob_row_key(ref.record, ref.name)));
  if (!bytes) return std::nullopt;
  TRY(BlobRow row, decode_blob_row(*bytes));
  return std::optional(row);
}

base::Result<blob::Manifest> need_manifest(const TableReader& table, const wire::BlobRef& ref) {
  TRY(const auto bytes, table.find(blob_manifest_key(ref.record, ref.name)));
  if (!bytes) return base::fail(base::Fault::Corrupt, "no manifest");
  return blob::decode_manifest(*bytes);
}

wire::BlobState state_of(const blob::Intake& intake) { return {intake.whole() ? wire::BlobStanding::Whole : wire::BlobStanding::Partly, intake.position()}; }

}  // namespace

// Blob row: u8 version 1 · u64 device · varint stream's bytes · varint chunks · u8 1 when whole.
base::Bytes encode(const BlobRow& row) {
  base::Writer out;
  out.u8(kBlobRowVersion);
  out.u64(row.device);
  out.varint(row.total);
  out.varint(row.chunks);
  out.u8(row.whole);
  return out.take();
}

base::Result<BlobRow> decode_blob_row(base::ByteView bytes) {
  base::Reader in(bytes);
  if (in.u8() != kBlobRowVersion) return base::fail(base::Fault::TooNew, "blob row");
  BlobRow row;
  row.device = in.u64();
  row.total = in.varint();
  row.chunks = uint32_t(in.varint());
  row.whole = in.u8() != 0;
  if (!in.done()) return base::fail(base::Fault::Corrupt, "blob row");
  return row;
}

base::Result<blob::Intake> Shelf::intake_of(const TableReader& table, const Bringing& part) const {
  const auto held = intakes_.find({part.device, part.up->blob});
  TRY(const std::optional<BlobRow> row, find_blob(table, part.up->blob));
  if (!row) {
    if (held != intakes_.end() && !held->second.manifest() && held->second.total() == part.up->total) return held->second;
    return blob::Intake(part.up->blob.name, part.up->total);
  }
  // Somebody else may have brought more of it meanwhile.
  TRY(blob::Manifest manifest, need_manifest(table, part.up->blob));
  blob::Intake kept(part.up->blob.name, std::move(manifest), row->chunks);
  return held != intakes_.end() && held->second.manifest() && held->second.position() > kept.position() ? held->second : kept;
}

base::Status Shelf::begin(TableWriter& table, const Bringing& part, const blob::Manifest& manifest) const {
  const uint64_t total = part.up->total;
  TRY(const uint64_t used, find_number(table, blob_use_key(part.device)));
  if (used > device_bytes_max_ || total > device_bytes_max_ - used) return base::fail(base::Fault::Denied, "blob quota");
  TRY_DO(put_number(table, blob_use_key(part.device), used + total));
  TRY_DO(table.put(blob_manifest_key(part.up->blob.record, part.up->blob.name), blob::encode(manifest)));
  return table.put(blob_row_key(part.up->blob.record, part.up->blob.name), encode(BlobRow{part.device, total, 0, manifest.chunks.empty()}));
}

base::Status Shelf::take_one(TableWriter& table, Bringing& part, blob::Intake& intake) const {
  const wire::BlobRef& ref = part.up->blob;
  if (intake.total() != part.up->total) return part.status = wire::Status::Mismatch, base::Status();
  uint64_t chunks = 0;
  const base::Status taken = intake.take(
      part.up->offset, part.up->part, [&](const blob::Manifest& manifest) { return begin(table, part, manifest); },
      [&](size_t index, base::ByteView chunk) {
        chunks = index + 1;
        return table.put(blob_chunk_key(ref.record, ref.name, uint32_t(index)), chunk);
      });
  if (!taken && taken.error().fault == base::Fault::BadInput) part.status = wire::Status::Mismatch;
  else if (!taken && taken.error().fault == base::Fault::Denied) part.status = wire::Status::OverQuota;
  else if (!taken) return taken;
  part.state = state_of(intake);
  if (chunks == 0) return {};
  TRY(std::optional<BlobRow> row, find_blob(table, ref));
  if (!row) return base::fail(base::Fault::Corrupt, "no blob row");
  if (row->chunks >= chunks) return {};
  row->chunks = uint32_t(chunks);
  row->whole = row->whole || chunks == intake.manifest()->chunks.size();
  return table.put(blob_row_key(ref.record, ref.name), encode(*row));
}

void Shelf::remember(const Place& place, blob::Intake intake) {
  if (intake.position() == intake.settled()) {  // nothing of it that the table does not say
    if (intakes_.erase(place) > 0) std::erase(order_, place);
    return;
  }
  if (intakes_.insert_or_assign(place, std::move(intake)).second) order_.push_back(place);
  for (; order_.size() > kIntakesMax; order_.pop_front()) intakes_.erase(order_.front());
}

base::Status Shelf::take(std::span<Bringing> parts) {
  if (parts.empty()) return {};
  std::map<Place, blob::Intake> after;
  TRY_DO(table_.write([&](TableWriter& table) -> base::Status {
    after.clear();
    for (Bringing& part : parts) {
      const Place place{part.device, part.up->blob};
      if (!after.contains(place)) {
        TRY(blob::Intake intake, intake_of(table, part));
        after.emplace(place, std::move(intake));
      }
      part.status = wire::Status::Ok;
      TRY_DO(take_one(table, part, after.at(place)));
    }
    return {};
  }));
  for (auto& [place, intake] : after) remember(place, std::move(intake));
  return {};
}

base::Result<wire::BlobState> Shelf::state(uint64_t device, const wire::BlobRef& ref) {
  wire::BlobState out{wire::BlobStanding::Partly, 0};
  const auto held = intakes_.find({device, ref});
  if (held != intakes_.end()) out.offset = held->second.position();
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    TRY(const std::optional<BlobRow> row, find_blob(table, ref));
    if (!row) return {};
    TRY(blob::Manifest manifest, need_manifest(table, ref));
    const wire::BlobState kept = state_of(blob::Intake(ref.name, std::move(manifest), row->chunks));
    if (kept.standing == wire::BlobStanding::Whole || kept.offset > out.offset) out = kept;
    return {};
  }));
  return out;
}

base::Result<std::optional<wire::BlobPart>> Shelf::part(const wire::BlobRef& ref, uint64_t offset, uint64_t bytes_max) {
  std::optional<wire::BlobPart> out;
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    TRY(const std::optional<BlobRow> row, find_blob(table, ref));
    if (!row || !row->whole || offset >= row->total) return {};
    TRY(const auto head, table.find(blob_manifest_key(ref.record, ref.name)));
    if (!head) return base::fail(base::Fault::Corrupt, "no manifest");
    const size_t want = size_t(std::min<uint64_t>({bytes_max, wire::kBlobPartBytesMax, row->total - offset}));
    wire::BlobPart part{row->total, offset, {}};
    if (offset < head->size()) part.part = base::copy(head->subspan(size_t(offset)));
    const uint64_t from = offset < head->size() ? 0 : offset - head->size();
    for (uint64_t index = from / blob::kChunkBytes; part.part.size() < want; ++index) {
      TRY(const auto chunk, table.find(blob_chunk_key(ref.record, ref.name, uint32_t(index))));
      if (!chunk) return base::fail(base::Fault::Corrupt, "no chunk");
      const size_t skip = index == from / blob::kChunkBytes ? size_t(from % blob::kChunkBytes) : 0;
      part.part.insert(part.part.end(), chunk->begin() + std::ptrdiff_t(std::min(skip, chunk->size())), chunk->end());
    }
    part.part.resize(want);
    out = std::move(part);
    return {};
  }));
  return out;
}

}  // namespace reconcile
