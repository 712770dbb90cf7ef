// sync/codec/value.h: one field's value as bytes. FORMAT.md, section 2. Pure functions, any thread.
#pragma once
#include "platform/base/bytes.h"
#include "sync/record/splice.h"
#include "sync/record/value.h"

namespace codec {

// Numbers on disk: never reused.
enum class ValueKind : uint8_t { Absent = 0, False = 1, True = 2, Int = 3, Text = 4, Atom = 5, Bytes = 6 };

void write_value(base::Writer& out, const record::Value& value);
// Fails `in` on an unknown kind, a value above record::kValueBytesMax or text that is not UTF-8.
record::Value read_value(base::Reader& in);
// The same into `value`, whose memory is used again when it held the like.
void read_value_into(base::Reader& in, record::Value& value);

// FORMAT.md, section 11.
void write_splices(base::Writer& out, const record::Splices& splices);
// Fails `in` on more of them than there are bytes, or a text above record::kValueBytesMax.
record::Splices read_splices(base::Reader& in);

}  // namespace codec
