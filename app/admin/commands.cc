#include "app/admin/commands.h"

#include <cstdio>

namespace admin {
namespace {

constexpr Command kCommands[] = {
    {"forms", "check",
     "FILE... [--json] [--language CODE]... [--valuesets FILE]\n"
     "      what is wrong with a form, where, and what to do. Ends with 0 nothing, 1 warnings, 2 errors.\n"
     "      --language: what it has to be translated into (cy; none: nothing)",
     forms_check},
    {"forms", "stats", "FILE... [--json]\n      items by type, depth, expressions, longest texts, pages, bytes", forms_stats},
    {"forms", "key", "--out NAME\n      the pair of keys packs are signed with: NAME.key is secret, NAME.pub is for the hub", forms_key},
    {"forms", "pack", "--key NAME.key --version N --out FOLDER [--name TEXT] [--valid-from YYYY-MM-DD] FILE...\n      a signed forms pack; a form with errors is not put in", forms_pack},
    {"forms", "verify", "FOLDER --key NAME.pub\n      is the pack whole, and signed with that key?", forms_verify},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

int complain(const base::Error& error) {
  std::fprintf(stderr, "doorstep-admin: %s\n", error.detail.c_str());
  return error.fault == base::Fault::BadInput ? kUsage : kFailed;
}

}  // namespace admin
