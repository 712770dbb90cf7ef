#include <algorithm>

#include "sync/store/impl.h"
#include "sync/store/mend.h"

namespace store {
namespace {

record::RecordId id_at(base::ByteView key, size_t at) {
  record::RecordId id;
  std::copy_n(key.begin() + ptrdiff_t(at), id.bytes.size(), id.bytes.begin());
  return id;
}

// False when there is no section at all. Those that do not open are named and left out.
base::Result<bool> read_sections(const Store::Impl& impl, record::Record& record, std::vector<CellKey>& damaged) {
  bool found = false;
  const auto take = [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
    found = true;
    const auto plain = impl.cells.open(key, stored);
    base::Status done = plain ? codec::decode_section_into(record.fields, record.type, *plain) : base::fail(plain.error());
    if (done) return true;
    if (done.error().fault != base::Fault::Corrupt) return base::fail(std::move(done).error());
    damaged.push_back(CellKey::from(key));
    return true;
  };
  TRY_DO(impl.read([&](const kv::ReadTxn& txn) -> base::Status {
    const CellKey head = head_key(record.type, record.id);
    TRY(const auto stored, txn.find(head));
    if (stored) TRY_DO(take(head, *stored));
    return txn.scan(CellKey(Table::Sections).add(record.id.bytes), take);
  }));
  return found;
}

}  // namespace

base::Result<record::Record> Store::read(record::RecordType type, const record::RecordId& id) const {
  return within_memory([&]() -> base::Result<record::Record> {
    record::Record record{id, type, {}};
    std::vector<CellKey> damaged;
    TRY(const bool found, read_sections(*impl_, record, damaged));
    if (!damaged.empty()) {
      TRY_DO(impl_->write([&](CellTxn& cells) { return mend_record(cells, type, id, damaged, impl_->options.clock->now_ms()); }));
      record.fields.clear();
      damaged.clear();
      TRY_DO(read_sections(*impl_, record, damaged));
    }
    if (!found) return base::fail(base::Fault::NotFound, "record");
    return record;
  });
}

base::Result<record::FieldMap> Store::read_section(record::RecordType type, const record::RecordId& id, std::string_view section) const {
  return within_memory([&]() -> base::Result<record::FieldMap> {
    record::FieldMap fields;
    const CellKey key = impl_->cells.section_key(type, id, section);
    const auto read = [&](const kv::ReadTxn& txn) -> base::Status {
      fields.clear();
      TRY(const auto stored, txn.find(key));
      if (!stored) return base::fail(base::Fault::NotFound, "section");
      TRY(const base::ByteView plain, impl_->cells.open(key, *stored));
      return codec::decode_section_into(fields, type, plain);
    };
    base::Status done = impl_->read(read);
    if (!done && done.error().fault == base::Fault::Corrupt) {
      TRY_DO(impl_->write([&](CellTxn& cells) { return mend_record(cells, type, id, {key}, impl_->options.clock->now_ms()); }));
      done = impl_->read(read);
    }
    if (!done) return base::fail(std::move(done).error());
    return fields;
  });
}

base::Status Store::each_head(record::RecordType type, const VisitHead& visit) const {
  return each_headed(type, [&](const record::Record& record) { visit(record.id, record.fields); });
}

base::Status Store::each_headed(record::RecordType type, const VisitHeaded& visit) const {
  return within_memory([&]() -> base::Status {
    std::vector<record::RecordId> damaged;
    record::Record record{{}, type, {}};
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      return txn.scan(CellKey(Table::Heads).add16(uint16_t(type)), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        record.id = id_at(key, 3);
        const auto plain = impl_->cells.open(key, stored);
        if (plain && codec::decode_section_over(record.fields, type, *plain)) visit(record);
        else damaged.push_back(record.id);
        return true;
      });
    }));
    for (const record::RecordId& id : damaged) {
      auto mended = read_section(type, id, record::kHeadSection);
      if (mended) visit({id, type, std::move(*mended)});
      else if (mended.error().fault != base::Fault::NotFound) return base::fail(mended.error());
    }
    return {};
  });
}

base::Result<base::Bytes> Store::place() const {
  return within_memory([&]() -> base::Result<base::Bytes> {
    base::Bytes place;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      TRY(const auto stored, txn.find(place_key()));
      if (!stored) return {};
      TRY(const base::ByteView plain, impl_->cells.open(place_key(), *stored));
      place = base::copy(plain);
      return {};
    }));
    return place;
  });
}

}  // namespace store
