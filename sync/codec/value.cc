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

std::string_view read_utf8(base::Reader& in) {
  const std::string_view text = base::text_view(in.sized(record::kValueBytesMax));
  if (!base::is_utf8(text)) in.fail();
  return text;
}

template <class Kind>
void read_chars_into(base::Reader& in, record::Value& value) {
  const std::string_view text = read_utf8(in);
  if (auto* held = std::get_if<Kind>(&value)) held->utf8.assign(text);
  else value.emplace<Kind>().utf8 = text;
}

}  // namespace

void write_value(base::Writer& out, const record::Value& value) { std::visit(ValueWriter{out}, value); }

void read_value_into(base::Reader& in, record::Value& value) {
  switch (ValueKind{in.u8()}) {
    case ValueKind::Absent: value = {}; return;
    case ValueKind::False: value = false; return;
    case ValueKind::True: value = true; return;
    case ValueKind::Int: value = in.svarint(); return;
    case ValueKind::Text: return read_chars_into<record::Text>(in, value);
    case ValueKind::Atom: return read_chars_into<record::Atom>(in, value);
    case ValueKind::Bytes: value = base::copy(in.sized(record::kValueBytesMax)); return;
  }
  in.fail();
  value = {};
}

record::Value read_value(base::Reader& in) {
  record::Value value;
  read_value_into(in, value);
  return value;
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
