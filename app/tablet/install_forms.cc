#include "app/tablet/install_forms.h"

#include "app/care/date.h"
#include "app/formpack/installed.h"

namespace tablet {

base::Result<std::string> install_forms(const Options& options, os::UnixMs now_ms) {
  formpack::Installed installed(options.data_dir + "/forms-pack");
  if (!options.forms_key.empty()) {
    TRY(const crypto::VerifyKey key, formpack::read_verify_key(options.forms_key));
    TRY_DO(installed.trust(key));
  }
  TRY(const formpack::Pack pack, formpack::read_folder(options.install_forms));
  const base::Status done = installed.install(pack, care::to_iso(care::wall_time(now_ms).date));
  if (!done && done.error().fault == base::Fault::NotFound) return base::fail(base::Fault::NotFound, "no key is trusted here yet: give --forms-key the first time");
  TRY_DO(done);
  return "forms pack " + std::to_string(pack.manifest.version) + " is in use: " + std::to_string(pack.texts.size()) + (pack.texts.size() == 1 ? " form" : " forms");
}

}  // namespace tablet
