// app/admin/commands.h: the subcommands, one file each. Each is given the words behind its name and ends in an exit status.
#pragma once
#include <span>
#include <string>

#include "platform/base/result.h"

namespace admin {

using Words = std::span<const std::string>;

// Exit statuses. Those of `forms check` are its answer: nothing to say, warnings only, errors.
inline constexpr int kDone = 0, kWarned = 1, kFailed = 2, kUsage = 64;

int forms_check(Words words);
int forms_stats(Words words);
int forms_preview(Words words);
int forms_key(Words words);
int forms_pack(Words words);
int forms_verify(Words words);
int forms_publish(Words words);
int devices_list(Words words);
int devices_code(Words words);
int devices_revoke(Words words);
int devices_wipe(Words words);
int devices_reopen(Words words);
int devices_grant(Words words);
int devices_drop(Words words);
int workers_list(Words words);

struct Command {
  const char* group;
  const char* name;
  const char* usage;  // what may follow, and a line or more about it
  int (*run)(Words);
};
std::span<const Command> commands();

// Writes "doorstep-admin: <what>" to standard error and returns the status that goes with it.
int complain(const base::Error& error);

}  // namespace admin
