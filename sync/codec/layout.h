// sync/codec/layout.h: the byte that every stored value begins with.
#pragma once
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace codec {

// Reads it. Errors: TooNew (a later layout than `known`: a newer app wrote it). One that never was fails `in`, which the caller reports as damage.
inline base::Status check_layout(base::Reader& in, uint8_t known, const char* what) {
  const uint8_t layout = in.u8();
  if (in.ok() && layout > known) return base::fail(base::Fault::TooNew, std::string(what) + " layout " + std::to_string(layout));
  if (layout != known) in.fail();
  return {};
}

}  // namespace codec
