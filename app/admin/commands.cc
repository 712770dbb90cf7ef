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
    {"forms", "preview", "FILE [--shot FILE.png] [--size WxH] [--theme light|dark|contrast] [--text 100-200] [--language en|cy]\n      opens it in the app, in a folder that is thrown away; --shot: a picture of every page instead", forms_preview},
    {"forms", "key", "--out NAME\n      the pair of keys packs are signed with: NAME.key is secret, NAME.pub is for the hub", forms_key},
    {"forms", "pack", "--key NAME.key --version N --out FOLDER [--name TEXT] [--valid-from YYYY-MM-DD] FILE...\n      a signed forms pack; a form with errors is not put in", forms_pack},
    {"forms", "verify", "FOLDER --key NAME.pub\n      is the pack whole, and signed with that key?", forms_verify},
    {"forms", "publish", "FOLDER --data HUB [--key NAME.pub]\n      gives a pack to the hub, which offers it to tablets from its day on; --key the first time", forms_publish},
    {"devices", "list", "--data HUB [--json]\n      tablets: whose, standing, last seen, clock, changes held, app, forms pack", devices_list},
    {"devices", "code", "WORKER --data HUB [--minutes N]\n      a one-time code that lets one tablet of that worker in; a record id, or a name", devices_code},
    {"devices", "revoke", "N --data HUB\n      that tablet gets nothing more, and nothing is taken from it", devices_revoke},
    {"devices", "wipe", "N --data HUB [--now | --back]\n      it sends what it has not sent, then destroys what it holds; --now does not wait for that; --back: not after all", devices_wipe},
    {"devices", "reopen", "FOLDER --data HUB\n      a new PIN for a tablet in IT's hands (its data folder) that wrong tries, an ended lease or a seal have shut", devices_reopen},
    {"devices", "grant", "N PERSON|all --data HUB\n      that tablet is sent a person's file", devices_grant},
    {"devices", "drop", "N PERSON --data HUB\n      and told to drop it", devices_drop},
    {"workers", "list", "--data HUB [--json]\n      who a tablet can be for", workers_list},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

int complain(const base::Error& error) {
  std::fprintf(stderr, "doorstep-admin: %s\n", error.detail.c_str());
  return error.fault == base::Fault::BadInput ? kUsage : kFailed;
}

}  // namespace admin
