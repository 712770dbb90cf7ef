// What others ask of the hub besides syncing: its records, its devices, and whether the chains hold.
#include <set>

#include "sync/reconcile/hub.h"
#include "sync/reconcile/ingest.h"

namespace reconcile {
namespace {

base::Result<record::Record> read_record(const TableReader& table, const record::RecordId& id) {
  record::Record out;
  out.id = id;
  TRY(const auto row, find_row<RecordRow>(table, record_key(id)));
  if (!row) return out;
  out.type = row->type;
  const Key prefix = field_key(id, "");
  TRY_DO(table.scan(prefix, [&](base::ByteView key, base::ByteView bytes) -> base::Result<bool> {
    TRY(FieldRow field, decode<FieldRow>(bytes));
    out.fields[std::string(path_at(key, prefix.size()))] = {std::move(field.value), {field.author.clock, field.author.device}};
    return true;
  }));
  return out;
}

}  // namespace

record::RecordId private_bucket_of(uint64_t device) { return private_bucket(device); }

base::Result<record::Record> Hub::read(const record::RecordId& id) {
  record::Record out;
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    TRY(out, read_record(table, id));
    return {};
  }));
  return out;
}

base::Result<std::vector<record::Record>> Hub::read_bucket(const record::RecordId& bucket) {
  std::vector<record::Record> out;
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    const Key prefix = Key(Kind::Member).add(bucket);
    return table.scan(prefix, [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      TRY(record::Record record, read_record(table, id_at(key, prefix.size())));
      out.push_back(std::move(record));
      return true;
    });
  }));
  return out;
}

base::Result<std::vector<record::RecordId>> Hub::buckets() {
  std::set<record::RecordId> found;
  TRY_DO(table_.read([&](const TableReader& table) {
    return table.scan(Key(Kind::Member), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      found.insert(id_at(key, 1));
      return true;
    });
  }));
  return std::vector<record::RecordId>(found.begin(), found.end());
}

base::Result<std::optional<DeviceRow>> Hub::device(uint64_t number) {
  std::optional<DeviceRow> row;
  TRY_DO(table_.read([&](const TableReader& table) -> base::Status {
    TRY(row, find_row<DeviceRow>(table, device_key(number)));
    return {};
  }));
  return row;
}

base::Status Hub::verify_chain(uint64_t number) {
  return table_.read([&](const TableReader& table) -> base::Status {
    TRY(const DeviceRow device, need_row<DeviceRow>(table, device_key(number), "device"));
    crypto::Hash before{};
    uint64_t next = 1;
    bool signed_last = true;
    TRY_DO(table.scan(Key(Kind::Frame).add64(number), [&](base::ByteView key, base::ByteView bytes) -> base::Result<bool> {
      TRY(FrameRow frame, decode<FrameRow>(bytes));
      frame.head.device = number;
      frame.head.first = number_at_end(key);
      if (frame.head.first != next || frame.head.previous != before) return base::fail(base::Fault::Corrupt, "chain at " + std::to_string(next));
      before = changeset::hash_of(frame.head, frame.block);
      signed_last = frame.signature.has_value();
      if (frame.signature && !changeset::verify(device.key, before, *frame.signature)) return base::fail(base::Fault::Corrupt, "signature at " + std::to_string(next));
      next += frame.head.count;
      return true;
    }));
    if (next != device.held + 1 || before != device.chain || !signed_last) return base::fail(base::Fault::Corrupt, "chain's end");
    return {};
  });
}

HubFigures Hub::figures() const {
  const std::lock_guard lock(state_);
  return figures_;
}

}  // namespace reconcile
