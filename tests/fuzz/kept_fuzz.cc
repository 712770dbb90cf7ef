// LINK sync_session
// What a tablet keeps of its hub between two starts, beneath its seal: a fault, or a value that writes the same value again.
#include "platform/base/check.h"
#include "sync/session/diary_file.h"
#include "sync/session/membership.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::ByteView bytes(data + 1, size - 1);
  if (data[0] % 2 == 0) {
    const auto diary = session::decode_diary(bytes);
    if (diary) CHECK(session::decode_diary(session::encode(*diary)).value() == *diary);
    return 0;
  }
  const auto membership = session::decode_membership(bytes);
  if (!membership) return 0;
  (void)membership->way_there();
  const base::Bytes again = session::encode(*membership);
  CHECK(session::encode(session::decode_membership(again).value()) == again);
  return 0;
}
