// doorstep-admin forms verify FOLDER: is a pack whole, and signed with this key?
#include <cstdio>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/formpack/pack.h"

namespace admin {

int forms_verify(Words words) {
  const auto arguments = Arguments::read(words, {"--key"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().size() != 1 || !arguments->has("--key")) return complain({base::Fault::BadInput, "forms verify needs a folder and --key FILE.pub"});
  const auto key = formpack::read_verify_key(arguments->value("--key"));
  if (!key) return complain(key.error());
  const auto pack = formpack::read_folder(arguments->plain()[0]);
  if (!pack) return complain({base::Fault::Corrupt, pack.error().detail});
  if (const base::Status good = formpack::verify(*pack, *key); !good) return complain({base::Fault::Denied, good.error().detail});
  const formpack::Manifest& manifest = pack->manifest;
  std::printf("pack %llu%s%s, signed with that key%s%s\n", static_cast<unsigned long long>(manifest.version), manifest.name.empty() ? "" : ", ", manifest.name.c_str(),
              manifest.valid_from.empty() ? "" : ", valid from ", manifest.valid_from.c_str());
  for (const formpack::FormEntry& entry : manifest.forms) std::printf("  %-32s %-12s %8llu bytes  %s\n", entry.name.c_str(), entry.version.c_str(), static_cast<unsigned long long>(entry.bytes), entry.title.c_str());
  return kDone;
}

}  // namespace admin
