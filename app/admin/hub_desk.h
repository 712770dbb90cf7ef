// app/admin/hub_desk.h: what the commands about tablets share: asking the hub of a folder, and reading its list.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/admin/arguments.h"

namespace admin {

// Asks the hub of --data and gives back what stands behind its "ok". Errors: BadInput (no --data), NotFound (no hub's folder), Denied (the hub says no, with its reason).
base::Result<std::string> ask_hub(const Arguments& arguments, const std::string& line);

struct Wipe {
  bool now = false;
  int64_t ordered_s = 0, told_s = 0, done_s = 0;
};

struct Device {
  uint64_t number = 0;
  std::string worker, name;     // a record id; who that is, where the hub knows
  std::string standing;         // enrolled, revoked, forked
  uint64_t held = 0, applied = 0, forms_pack = 0;
  int64_t seen_s = 0, ahead_s = 0;
  std::string app_version;      // empty: it has not said
  std::optional<Wipe> wipe;
};

struct Worker {
  std::string id, role, name;
};

// Of what the hub answers to "devices" and "workers". Errors: Corrupt (not understood: another version of the hub).
base::Result<std::vector<Device>> read_devices(const std::string& answer);
base::Result<std::vector<Worker>> read_workers(const std::string& answer);

// A record id, or the name of exactly one worker, whatever its case. Errors: NotFound, BadInput (several of the name).
base::Result<std::string> worker_id(const Arguments& arguments, const std::string& named);

// "3 min ago", "2 days ago"; "never" for 0.
std::string ago(int64_t then_s, int64_t now_s);

}  // namespace admin
