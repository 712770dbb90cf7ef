#include "sync/codec/value.h"

#include "platform/base/utf8.h"
#include "sync/record/record.h"

namespace codec {
namespace {

struct ValueWriter {
  base::Writer& out;
  void kind(ValueKind kind) const { out.u8(uint8_t(kind)); }
  void operator()(std::monostate) const { kind(ValueKind::Absent); }
  void operator()(bool flag) const { kind(flag ? ValueKind::True : ValueKind::False); }
  void operator()(int64_t number) const { kind(ValueKind::Int), out.svarint(number); }
  void operator()(const record::Text& text) const { kind(ValueKind::Text), out.sized_text(text.utf8); }
  void operator()(const record::Atom& atom) const { kind(ValueKind::Atom), out.sized_text(atom.utf8); }
  void operator()(const base::Bytes& bytes) const { kind(ValueKind::Bytes), out.sized(bytes); }
};

std::string read_utf8(base::Reader& in) {
  std::string text = in.sized_text(record::kValueBytesMax);
  if (!base::is_utf8(text)) in.fail();
  return text;
}

}  // namespace

void write_value(base::Writer& out, const record::Value& value) { std::visit(ValueWriter{out}, value); }

record::Value read_value(base::Reader& in) {
  switch (ValueKind{in.u8()}) {
    case ValueKind::Absent: return {};
    case ValueKind::False: return false;
    case ValueKind::True: return true;
    case ValueKind::Int: return in.svarint();
    case ValueKind::Text: return record::text(read_utf8(in));
    case ValueKind::Atom: return record::atom(read_utf8(in));
    case ValueKind::Bytes: return base::copy(in.sized(record::kValueBytesMax));
  }
  in.fail();
  return {};
}

void write_splices(base::Writer& out, const record::Splices& splices) {
  out.varint(splices.size());
  for (const record::Splice& splice : splices) {
    out.varint(splice.at);
    out.varint(splice.erase);
    out.sized_text(splice.insert);
  }
}

record::Splices read_splices(base::Reader& in) {
  record::Splices splices;
  const uint64_t count = in.varint();
  if (count > in.left()) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    record::Splice splice;
    splice.at = size_t(in.varint());
    splice.erase = size_t(in.varint());
    splice.insert = in.sized_text(record::kValueBytesMax);
    splices.push_back(std::move(splice));
  }
  return splices;
}

}  // namespace codec
