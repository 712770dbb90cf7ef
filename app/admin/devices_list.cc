// doorstep-admin devices list: which tablets there are, whose, and how they are. Names of workers, never of residents.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/admin/commands.h"
#include "app/admin/form_files.h"
#include "app/admin/hub_desk.h"
#include "platform/base/utf8.h"
#include "platform/os/clock.h"

namespace admin {
namespace {

constexpr int64_t kClockOffS = 120;  // what the hub tells a tablet about, too

std::string wipe_words(const Wipe& wipe, int64_t now_s) {
  if (wipe.done_s != 0) return "wiped " + ago(wipe.done_s, now_s);
  const std::string how = wipe.now ? "wipe now: " : "wipe: ";
  return how + (wipe.told_s != 0 ? "told " + ago(wipe.told_s, now_s) : "ordered " + ago(wipe.ordered_s, now_s));
}

std::string clock_words(int64_t ahead_s) {
  if (std::llabs(ahead_s) < kClockOffS) return "right";
  const int64_t minutes = std::llabs(ahead_s) / 60;
  return std::to_string(minutes) + " min " + (ahead_s > 0 ? "ahead" : "behind");
}

using Row = std::vector<std::string>;

Row row_of(const Device& device, int64_t now_s) {
  const std::string standing = device.standing + (device.wipe ? ", " + wipe_words(*device.wipe, now_s) : "");
  const std::string words = std::to_string(device.held) + (device.applied < device.held ? " (" + std::to_string(device.applied) + " applied)" : "");
  return {std::to_string(device.number), device.name.empty() ? device.worker : device.name, standing, ago(device.seen_s, now_s), device.seen_s ? clock_words(device.ahead_s) : "-", words,
          device.app_version.empty() ? "-" : device.app_version, device.forms_pack ? std::to_string(device.forms_pack) : "-"};
}

size_t letters(const std::string& text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at = base::next_boundary(text, at)) ++count;
  return count;
}

void print_table(const std::vector<Row>& rows) {
  std::vector<size_t> widths;
  for (const Row& row : rows)
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], letters(row[i]));
    }
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) line += row[i] + (i + 1 == row.size() ? std::string() : std::string(widths[i] - letters(row[i]) + 2, ' '));
    std::printf("%s\n", line.c_str());
  }
}

std::string as_json(const Device& device) {
  JsonLine line;
  line.number("device", int64_t(device.number)).text("worker", device.worker).text("name", device.name).text("standing", device.standing).number("lastSeen", device.seen_s).number("clockAheadSeconds", device.ahead_s);
  line.number("held", int64_t(device.held)).number("applied", int64_t(device.applied)).text("appVersion", device.app_version).number("formsPack", int64_t(device.forms_pack));
  if (device.wipe)
    line.raw("wipe", JsonLine().raw("now", device.wipe->now ? "true" : "false").number("ordered", device.wipe->ordered_s).number("told", device.wipe->told_s).number("done", device.wipe->done_s).take());
  return line.take();
}

}  // namespace

int devices_list(Words words) {
  const auto arguments = Arguments::read(words, {"--data", "--assets"}, {"--json"});
  if (!arguments) return complain(arguments.error());
  const auto answer = ask_hub(*arguments, "devices");
  if (!answer) return complain(answer.error());
  const auto devices = read_devices(*answer);
  if (!devices) return complain(devices.error());
  std::vector<Row> rows{{"TABLET", "WORKER", "STANDING", "LAST SEEN", "CLOCK", "CHANGES HELD", "APP", "FORMS"}};
  for (const Device& device : *devices) {
    if (arguments->has("--json")) std::printf("%s\n", as_json(device).c_str());
    rows.push_back(row_of(device, os::system_clock().now_ms() / 1000));
  }
  if (!arguments->has("--json")) print_table(rows);
  return kDone;
}

int workers_list(Words words) {
  const auto arguments = Arguments::read(words, {"--data", "--assets"}, {"--json"});
  if (!arguments) return complain(arguments.error());
  const auto answer = ask_hub(*arguments, "workers");
  if (!answer) return complain(answer.error());
  const auto workers = read_workers(*answer);
  if (!workers) return complain(workers.error());
  std::vector<Row> rows{{"WORKER", "NAME", "ROLE"}};
  for (const Worker& worker : *workers) {
    if (arguments->has("--json")) std::printf("%s\n", JsonLine().text("worker", worker.id).text("name", worker.name).text("role", worker.role).take().c_str());
    rows.push_back({worker.id, worker.name, worker.role});
  }
  if (!arguments->has("--json")) print_table(rows);
  return kDone;
}

}  // namespace admin
