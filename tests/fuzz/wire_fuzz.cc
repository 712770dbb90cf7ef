// LINK sync_wire
// Requests and answers from anywhere. What is read is written again as it came.
#include "sync/wire/about.h"
#include "sync/wire/enrol.h"
#include "sync/wire/message.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::ByteView bytes(data, size);
  if (const auto request = wire::decode_request(bytes))
    if (wire::decode_request(wire::encode(*request)).value() != *request) __builtin_trap();
  (void)wire::decode_request(bytes, true);
  if (const auto answer = wire::decode_answer(bytes))
    if (wire::decode_answer(wire::encode(*answer)).value() != *answer) __builtin_trap();
  (void)wire::decode_answer(bytes, true);
  (void)wire::decode_long(bytes);
  (void)wire::decode_enrol_request(bytes);
  if (const auto enrolled = wire::decode_enrol_answer(bytes))
    if (wire::decode_enrol_answer(wire::encode(*enrolled)).value() != *enrolled) __builtin_trap();
  if (const auto about = wire::decode_about_request(bytes))
    if (wire::decode_about_request(wire::encode(*about)).value() != *about) __builtin_trap();
  if (const auto given = wire::decode_about_answer(bytes))
    if (wire::decode_about_answer(wire::encode(*given)).value() != *given) __builtin_trap();
  (void)wire::decode_forms_request(bytes);
  return 0;
}
