// sync/session/why.h: why there is nothing new from the hub, told apart as far as a person can do something about it. Values only, any thread.
#pragma once
#include <cstddef>
#include <cstdint>

namespace session {

// Numbers are kept in the diary: never reused.
enum class Why : uint8_t {
  None = 0,            // nothing is wrong
  NoNetwork = 1,
  NameNotFound = 2,    // nobody knows the hub's name
  HubDown = 3,         // its machine is there, the hub is not
  CaptivePortal = 4,   // a sign-in page answers in the hub's place
  BadCertificate = 5,  // somebody else, or another hub
  ClockWrong = 6,      // by this tablet's clock the hub's certificate is not valid
  NotAccepted = 7,     // the hub does not accept this tablet's certificate
  TimedOut = 8,
  LinkLost = 9,
  Busy = 10,           // later, says the hub
  Garbled = 11,        // its answer cannot be read
  HubTooOld = 12,      // the hub has to be updated first
  TabletTooOld = 13,   // this app has to be updated first
  Stranger = 14,       // the hub does not know this tablet
  Revoked = 15,
  Forked = 16,         // another tablet, or an old copy of this one, spoke to the hub in its name
  HubFull = 17,
  TooLarge = 18,       // something of ours is beyond what the hub takes
  Tablet = 19,         // this tablet's own disk would not take it
  BadCode = 20,        // no such enrolment code, or used, or too old
  Stopped = 21,        // paused or locked in the middle
  Wiped = 22,          // IT ordered what is here destroyed
};

// Only IT can help: trying again soon is no use.
constexpr bool is_for_it(Why why) {
  return why == Why::NotAccepted || why == Why::TabletTooOld || why == Why::Stranger || why == Why::Revoked || why == Why::Wiped || why == Why::Forked || why == Why::TooLarge || why == Why::BadCode;
}

// "no_network" and the like: the last part of a word's key.
constexpr const char* why_name(Why why) {
  constexpr const char* kNames[] = {"none",       "no_network", "name_not_found", "hub_down", "captive_portal", "bad_certificate", "clock_wrong", "not_accepted",
                                    "timed_out",  "link_lost",  "busy",           "garbled",  "hub_too_old",    "tablet_too_old",  "stranger",    "revoked",
                                    "forked",     "hub_full",   "too_large",      "tablet",   "bad_code",       "stopped",  "wiped"};
  return kNames[size_t(why)];
}

}  // namespace session
