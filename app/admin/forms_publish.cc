// doorstep-admin forms publish FOLDER: gives a signed forms pack to the hub, which offers it to tablets from its day on.
#include <cstdio>

#include "app/admin/commands.h"
#include "app/admin/hub_desk.h"
#include "app/formpack/installed.h"

namespace admin {
namespace {

constexpr std::string_view kWhateverDay = "9999-12-31";  // the hub waits for the pack's day, IT need not

base::Status publish(const Arguments& arguments, const std::string& folder) {
  formpack::Installed shelf(arguments.value("--data") + "/forms");
  if (arguments.has("--key")) {
    TRY(const crypto::VerifyKey key, formpack::read_verify_key(arguments.value("--key")));
    TRY_DO(shelf.trust(key));
  }
  TRY(const formpack::Pack pack, formpack::read_folder(folder));
  const base::Status done = shelf.install(pack, kWhateverDay);
  if (!done && done.error().fault == base::Fault::NotFound) return base::fail(base::Fault::NotFound, "the hub trusts no key yet: give --key NAME.pub the first time");
  return done;
}

}  // namespace

int forms_publish(Words words) {
  const auto arguments = Arguments::read(words, {"--data", "--assets", "--key"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().size() != 1) return complain({base::Fault::BadInput, "forms publish needs a folder that forms pack made"});
  if (const auto there = ask_hub(*arguments, "offer"); !there) return complain(there.error());  // is it a hub's folder at all?
  if (const base::Status done = publish(*arguments, arguments->plain()[0]); !done) return complain({base::Fault::Denied, done.error().detail});
  const auto offered = ask_hub(*arguments, "offer");
  if (!offered) return complain(offered.error());
  std::printf("the hub offers forms pack %s\n", offered->c_str());
  return kDone;
}

}  // namespace admin
