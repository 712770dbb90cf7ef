// app/tablet/effects/closed.h: a tablet that IT had wiped or sealed, as its data folder says it: one small file, `closed`, written before anything is destroyed,
// so that what was begun is finished at the next start, and said on the screen ever after. Nothing in it is about a person.
#pragma once
#include <optional>
#include <string>

#include "platform/base/result.h"
#include "platform/os/clock.h"

namespace effects {

// Words in the file: never changed.
enum class ClosedHow {
  Wiping,  // "wiping": begun, not finished
  Wiped,   // "wiped"
  Sealed,  // "sealed": what was not sent is kept for the hub's recovery key
};

struct Closed {
  ClosedHow how = ClosedHow::Wiping;
  os::UnixMs at_ms = 0;
};

// None: it is open as ever. A file that cannot be understood counts as begun: whoever wrote it meant the end.
std::optional<Closed> read_closed(const std::string& data_dir);
// Durable once it returns.
base::Status write_closed(const std::string& data_dir, const Closed& closed);
// It may be set up anew.
base::Status remove_closed(const std::string& data_dir);
// Everything in the folder but that file. Keys are destroyed before. Errors: Denied.
base::Status remove_all_but_closed(const std::string& data_dir);

}  // namespace effects
