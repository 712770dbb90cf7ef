#include "app/admin/hub_desk.h"

#include <charconv>
#include <sstream>

#include "app/care/fold.h"
#include "app/hub/ask.h"
#include "platform/os/file.h"
#include "sync/record/record_id.h"

namespace admin {
namespace {

base::Error not_understood() { return {base::Fault::Corrupt, "the hub's answer is not understood: is it of another version?"}; }

// "12/34/0": as service_orders.cc writes it.
bool read_wipe(const std::string& words, Wipe& out) {
  std::istringstream in(words);
  std::string how, ordered, told, done;
  if (!std::getline(in, how, '/') || !std::getline(in, ordered, '/') || !std::getline(in, told, '/') || !std::getline(in, done, '/')) return false;
  out = {how == "now", std::strtoll(ordered.c_str(), nullptr, 10), std::strtoll(told.c_str(), nullptr, 10), std::strtoll(done.c_str(), nullptr, 10)};
  return true;
}

// "device 1 worker ID enrolled held 5 seen 0 applied 5 ahead 0 app 0.1.0 forms 2 wipe now/1/0/0 name Ada Obi"
bool read_device(const std::string& line, Device& out) {
  std::istringstream in(line);
  std::string word;
  if (!(in >> word >> out.number >> word >> out.worker >> out.standing)) return false;
  while (in >> word) {
    if (word == "held") in >> out.held;
    else if (word == "seen") in >> out.seen_s;
    else if (word == "applied") in >> out.applied;
    else if (word == "ahead") in >> out.ahead_s;
    else if (word == "app") in >> out.app_version;
    else if (word == "forms") in >> out.forms_pack;
    else if (word == "wipe" && in >> word && !read_wipe(word, out.wipe.emplace())) return false;
    else if (word == "name") std::getline(in >> std::ws, out.name);
  }
  return !in.bad();
}

std::vector<std::string> lines_after_first(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) out.push_back(line);
  return out;
}

}  // namespace

base::Result<std::string> ask_hub(const Arguments& arguments, const std::string& line) {
  hub::ServiceOptions options;
  options.data_dir = arguments.value("--data");
  if (options.data_dir.empty()) return base::fail(base::Fault::BadInput, "--data DIR is needed: the hub's folder");
  if (!os::exists(options.data_dir + "/table")) return base::fail(base::Fault::NotFound, options.data_dir + " is not a hub's folder");
  options.assets_dir = arguments.has("--assets") ? arguments.value("--assets") : hub::find_assets();
  TRY(std::string answer, hub::ask(options, line));
  if (answer.starts_with("ok ")) return answer.substr(3);
  return base::fail(base::Fault::Denied, "the hub says no: " + answer.substr(answer.find(' ') + 1));
}

base::Result<std::vector<Device>> read_devices(const std::string& answer) {
  std::vector<Device> out;
  for (const std::string& line : lines_after_first(answer))
    if (!read_device(line, out.emplace_back())) return base::fail(not_understood());
  return out;
}

base::Result<std::vector<Worker>> read_workers(const std::string& answer) {
  std::vector<Worker> out;
  for (const std::string& line : lines_after_first(answer)) {
    std::istringstream in(line);
    std::string word;
    Worker& worker = out.emplace_back();
    if (!(in >> word >> worker.id >> word >> worker.role >> word)) return base::fail(not_understood());
    std::getline(in >> std::ws, worker.name);
  }
  return out;
}

base::Result<std::string> worker_id(const Arguments& arguments, const std::string& named) {
  record::RecordId id;
  if (record::parse_record_id(named, id)) return named;
  TRY(const std::string answer, ask_hub(arguments, "workers"));
  TRY(const std::vector<Worker> workers, read_workers(answer));
  std::string found;
  for (const Worker& worker : workers) {
    if (care::fold_words(worker.name) != care::fold_words(named)) continue;
    if (!found.empty()) return base::fail(base::Fault::BadInput, "several workers are called that: name one by id (doorstep-admin workers list)");
    found = worker.id;
  }
  if (found.empty()) return base::fail(base::Fault::NotFound, "no worker of that name or id (doorstep-admin workers list)");
  return found;
}

std::string ago(int64_t then_s, int64_t now_s) {
  if (then_s == 0) return "never";
  const int64_t s = now_s - then_s;
  const auto say = [](int64_t count, const char* unit) { return std::to_string(count) + " " + unit + (count == 1 ? "" : "s") + " ago"; };
  if (s < 60) return "just now";
  if (s < 3600) return std::to_string(s / 60) + " min ago";
  return s < 48 * 3600 ? say(s / 3600, "hour") : say(s / 86400, "day");
}

}  // namespace admin
