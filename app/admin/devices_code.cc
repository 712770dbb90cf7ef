// doorstep-admin devices code WORKER: a one-time code that lets one tablet of that worker in.
#include <cstdio>

#include "app/admin/commands.h"
#include "app/admin/hub_desk.h"

namespace admin {

int devices_code(Words words) {
  const auto arguments = Arguments::read(words, {"--data", "--assets", "--minutes"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().size() != 1) return complain({base::Fault::BadInput, "devices code needs a worker: a record id, or a name in quotation marks"});
  const auto worker = worker_id(*arguments, arguments->plain()[0]);
  if (!worker) return complain(worker.error());
  const auto code = ask_hub(*arguments, "code " + *worker + (arguments->has("--minutes") ? " " + arguments->value("--minutes") : ""));
  if (!code) return complain(code.error());
  std::printf("%s\n", code->c_str());
  return kDone;
}

}  // namespace admin
