#include "platform/base/result.h"

namespace base {

const char* fault_name(Fault fault) {
  switch (fault) {
    case Fault::NotFound: return "NotFound";
    case Fault::Corrupt: return "Corrupt";
    case Fault::TooNew: return "TooNew";
    case Fault::Denied: return "Denied";
    case Fault::Busy: return "Busy";
    case Fault::Full: return "Full";
    case Fault::Offline: return "Offline";
    case Fault::BadInput: return "BadInput";
  }
  return "?";
}

}  // namespace base
