#include "app/tablet/effects/blob_names.h"

#include <algorithm>

#include "app/care/attachment.h"

namespace effects {
namespace {

bool parse_old_name(std::string_view name, store::OldBlobId& out) {
  base::Bytes bytes;
  if (!base::from_hex(name, bytes) || bytes.size() != out.size()) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

struct OldNamed {
  record::RecordId id;
  blob::Field field;
  store::OldBlobId blob;
};

base::Result<std::vector<OldNamed>> find_old(const store::Store& store) {
  std::vector<OldNamed> out;
  for (const blob::Field& field : care::blob_fields()) {
    TRY_DO(store.each_head(field.type, [&](const record::RecordId& id, const record::FieldMap& head) {
      const auto named = head.find(field.path);
      store::OldBlobId old;
      if (named != head.end() && parse_old_name(record::utf8_of(named->second.value), old)) out.push_back({id, field, old});
    }));
  }
  return out;
}

}  // namespace

base::Result<base::Bytes> read_blob(const store::Store& store, std::string_view name) {
  store::BlobId id;
  if (blob::parse_name(name, id)) return store.get_blob(id);
  store::OldBlobId old;
  if (parse_old_name(name, old)) return store.get_old_blob(old);
  return base::fail(base::Fault::NotFound, "blob name");
}

base::Result<size_t> name_blobs_anew(store::Store& store, const std::string& author) {
  size_t count = 0;
  std::vector<store::OldBlobId> replaced;
  TRY(const std::vector<OldNamed> all, find_old(store));
  for (const OldNamed& each : all) {
    const auto content = store.get_old_blob(each.blob);
    if (!content) continue;
    TRY(const store::BlobId name, store.put_blob(*content));
    store::Commit commit;
    commit.author = author;
    commit.edits = {{each.id, each.field.type, each.field.path, record::atom(blob::to_string(name))}};
    TRY_DO(store.commit(commit));
    replaced.push_back(each.blob);
    ++count;
  }
  for (const store::OldBlobId& old : replaced) TRY_DO(store.erase_old_blob(old));
  return count;
}

}  // namespace effects
