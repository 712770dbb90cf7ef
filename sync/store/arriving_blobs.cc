#include "sync/store/arriving_blobs.h"

#include <algorithm>

#include "sync/codec/dropped.h"

namespace store {
namespace {

std::vector<BlobId> names_in_head(const blob::Fields& fields, const codec::Section& head) {
  std::vector<BlobId> out;
  for (const auto& [path, field] : head.fields)
    if (const auto name = blob::named_by(fields, head.type, path, field.field.value)) out.push_back(*name);
  return out;
}

}  // namespace

base::Result<std::vector<BlobId>> ArrivingBlobs::named_by(const record::RecordId& id) const {
  std::vector<BlobId> out;
  for (const blob::Field& field : fields_) {
    TRY(const auto plain, cells_.get(head_key(field.type, id)));
    if (!plain) continue;
    TRY(const codec::Section head, codec::decode_section(*plain));
    const std::vector<BlobId> some = names_in_head({field}, head);
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

bool ArrivingBlobs::is_owed(const codec::KeptBlob& kept) const { return kept.whole && !kept.claims.empty() && kept.hub != hub_; }

base::Result<bool> ArrivingBlobs::hold(const record::RecordId& id) const {
  TRY(const std::vector<BlobId> names, named_by(id));
  for (const BlobId& name : names) {
    TRY(const auto kept, find_kept(cells_.txn(), cells_.cells(), cells_.cells().blob_place(name)));
    if (kept && is_owed(*kept) && std::find(kept->claims.begin(), kept->claims.end(), id) != kept->claims.end()) return true;
  }
  return false;
}

base::Status ArrivingBlobs::note(const record::RecordId& id) {
  TRY(const std::vector<BlobId> names, named_by(id));
  unnamed_.insert(names.begin(), names.end());
  return {};
}

base::Status ArrivingBlobs::ask_anew(const BlobId& name) {
  const BlobPlace place = cells_.cells().blob_place(name);
  TRY(auto kept, find_kept(cells_.txn(), cells_.cells(), place));
  if (!kept || kept->hub == HubMark{}) return {};
  kept->hub = {};
  return put_kept(cells_, place, *kept);
}

base::Status ArrivingBlobs::erase_unnamed() {
  for (const blob::Field& field : fields_) {
    if (unnamed_.empty()) break;
    TRY_DO(cells_.txn().scan(CellKey(Table::Heads).add16(uint16_t(field.type)), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
      TRY(const base::ByteView plain, cells_.cells().open(key, stored));
      TRY(const codec::Section head, codec::decode_section(plain));
      for (const BlobId& name : names_in_head({field}, head)) unnamed_.erase(name);
      return !unnamed_.empty();
    }));
  }
  for (const BlobId& name : unnamed_) {
    const BlobPlace place = cells_.cells().blob_place(name);
    TRY(const auto kept, find_kept(cells_.txn(), cells_.cells(), place));
    if (!kept || is_owed(*kept)) continue;
    TRY_DO(erase_blob(cells_, place));
    TRY_DO(cells_.put(CellKey(Table::DroppedBlobs).add(place), codec::encode_dropped({now_ms_, {}})));
  }
  return {};
}

}  // namespace store
