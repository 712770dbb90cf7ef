// doorstep-admin forms key --out NAME: the pair of keys a council signs its forms packs with.
#include <cstdio>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/formpack/pack.h"
#include "platform/os/file.h"

namespace admin {

int forms_key(Words words) {
  const auto arguments = Arguments::read(words, {"--out"}, {});
  if (!arguments) return complain(arguments.error());
  const std::string out = arguments->value("--out"), secret = out + ".key", open = out + ".pub";
  if (out.empty()) return complain({base::Fault::BadInput, "forms key needs --out NAME"});
  if (os::exists(secret) || os::exists(open)) return complain({base::Fault::Denied, secret + " or " + open + " is there already: a key that tablets trust is not written over"});
  const crypto::SigningKey key = crypto::SigningKey::random(os::system_random());
  const crypto::Key seed = key.seed();
  base::Status written = os::replace_file(secret, base::view(formpack::key_text(seed.bytes())));
  if (written) written = os::replace_file(open, base::view(formpack::key_text(key.verify_key())), 0644);
  if (!written) return complain(written.error());
  std::printf("%s  signs forms packs: keep it off the hub and off tablets\n%s  is for the hub: doorstep-admin forms publish --key %s\n", secret.c_str(), open.c_str(), open.c_str());
  return kDone;
}

}  // namespace admin
