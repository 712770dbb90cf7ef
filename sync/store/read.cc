#include "sync/store/impl.h"

namespace store {
namespace {

record::RecordId id_at(base::ByteView key, size_t at) {
  record::RecordId id;
  std::copy_n(key.begin() + ptrdiff_t(at), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace

base::Result<record::Record> Store::read(record::RecordType type, const record::RecordId& id) const {
  record::Record record{id, type, {}};
  bool found = false;
  const auto take = [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
    TRY(const base::ByteView plain, impl_->cells.open(key, stored));
    TRY_DO(codec::decode_section_into(record.fields, type, plain));
    return found = true;
  };
  TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
    const CellKey head = head_key(type, id);
    TRY(const auto stored, txn.find(head));
    if (stored) TRY_DO(take(head, *stored));
    return txn.scan(CellKey(Table::Sections).add(id.bytes), take);
  }));
  if (!found) return base::fail(base::Fault::NotFound, "record");
  return record;
}

base::Result<record::FieldMap> Store::read_section(record::RecordType type, const record::RecordId& id, std::string_view section) const {
  record::FieldMap fields;
  TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
    const CellKey key = impl_->cells.section_key(type, id, section);
    TRY(const auto stored, txn.find(key));
    if (!stored) return base::fail(base::Fault::NotFound, "section");
    TRY(const base::ByteView plain, impl_->cells.open(key, *stored));
    return codec::decode_section_into(fields, type, plain);
  }));
  return fields;
}

base::Status Store::each_head(record::RecordType type, const VisitHead& visit) const {
  return impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
    record::FieldMap fields;
    return txn.scan(CellKey(Table::Heads).add16(uint16_t(type)), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
      TRY(const base::ByteView plain, impl_->cells.open(key, stored));
      fields.clear();
      TRY_DO(codec::decode_section_into(fields, type, plain));
      visit(id_at(key, 3), fields);
      return true;
    });
  });
}

base::Result<base::Bytes> Store::place() const {
  base::Bytes place;
  TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY(const auto stored, txn.find(place_key()));
    if (!stored) return {};
    TRY(const base::ByteView plain, impl_->cells.open(place_key(), *stored));
    place = base::copy(plain);
    return {};
  }));
  return place;
}

}  // namespace store
