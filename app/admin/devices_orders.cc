// doorstep-admin devices revoke|wipe|grant|drop N: what IT orders of one tablet.
#include <cstdio>
#include <functional>

#include "app/admin/commands.h"
#include "app/admin/hub_desk.h"

namespace admin {
namespace {

// The tablet's number and what follows it, as the hub is asked; then what happened, for the person at the keyboard.
int order(Words words, std::initializer_list<std::string_view> switches, size_t plain_count, const char* needs, const std::function<std::string(const Arguments&)>& line, const std::function<std::string(const Arguments&)>& said) {
  const auto arguments = Arguments::read(words, {"--data", "--assets"}, switches);
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().size() != plain_count) return complain({base::Fault::BadInput, needs});
  const auto answer = ask_hub(*arguments, line(*arguments));
  if (!answer) return complain(answer.error());
  std::printf("%s\n", said(*arguments).c_str());
  return kDone;
}

std::string tablet(const Arguments& arguments) { return "tablet " + arguments.plain()[0]; }

}  // namespace

int devices_revoke(Words words) {
  return order(words, {}, 1, "devices revoke needs a tablet's number", [](const Arguments& a) { return "revoke " + a.plain()[0]; },
               [](const Arguments& a) { return tablet(a) + " is revoked: it gets nothing more, and what it brings is not taken"; });
}

int devices_wipe(Words words) {
  return order(words, {"--now", "--back"}, 1, "devices wipe needs a tablet's number", [](const Arguments& a) { return "wipe " + a.plain()[0] + (a.has("--back") ? " back" : a.has("--now") ? " now" : ""); },
               [](const Arguments& a) {
                 if (a.has("--back")) return tablet(a) + " is not to be wiped";
                 return tablet(a) + (a.has("--now") ? " is told to destroy what it holds when it next asks; what it has not sent it seals for the recovery key"
                                                    : " is told to send what it has not sent, then to destroy what it holds, when it next asks");
               });
}

int devices_grant(Words words) {
  return order(words, {}, 2, "devices grant needs a tablet's number and a person's record id, or all", [](const Arguments& a) { return "grant " + a.plain()[0] + " " + a.plain()[1]; },
               [](const Arguments& a) { return tablet(a) + " is sent " + (a.plain()[1] == "all" ? "everybody on file" : "that file"); });
}

int devices_drop(Words words) {
  return order(words, {}, 2, "devices drop needs a tablet's number and a person's record id", [](const Arguments& a) { return "drop " + a.plain()[0] + " " + a.plain()[1]; },
               [](const Arguments& a) { return tablet(a) + " is told to drop that file, once it has sent what it has of it"; });
}

}  // namespace admin
