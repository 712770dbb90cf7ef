#include "sync/session/why_of.h"

namespace session {

Why why_of(net::Trouble trouble) {
  using net::Trouble;
  switch (trouble) {
    case Trouble::None: return Why::None;
    case Trouble::NoNetwork: return Why::NoNetwork;
    case Trouble::NameNotFound: return Why::NameNotFound;
    case Trouble::Refused: return Why::HubDown;
    case Trouble::CaptivePortal: return Why::CaptivePortal;
    case Trouble::BadCertificate: return Why::BadCertificate;
    case Trouble::ClockWrong: return Why::ClockWrong;
    case Trouble::OwnCertificate: return Why::NotAccepted;
    case Trouble::TimedOut: return Why::TimedOut;
    case Trouble::LinkLost: return Why::LinkLost;
    case Trouble::Busy: return Why::Busy;
    case Trouble::Abandoned: return Why::Stopped;
    case Trouble::TooLarge: return Why::Garbled;
  }
  return Why::Garbled;
}

Why why_of(wire::Status status) {
  using wire::Status;
  switch (status) {
    case Status::Ok: return Why::None;
    case Status::TooNew: return Why::HubTooOld;
    case Status::TooOld: return Why::TabletTooOld;
    case Status::Stranger: return Why::Stranger;
    case Status::Revoked: return Why::Revoked;
    case Status::Wipe:
    case Status::WipeNow: return Why::Wiped;
    case Status::Forked: return Why::Forked;
    case Status::Busy: return Why::Busy;
    case Status::Full:
    case Status::OverQuota: return Why::HubFull;
    case Status::TooLarge: return Why::TooLarge;
    case Status::Corrupt:
    case Status::OtherEpoch:
    case Status::SendWhole:
    case Status::Gone:
    case Status::Unnamed:
    case Status::Mismatch: return Why::Garbled;
  }
  return Why::Garbled;
}

}  // namespace session
