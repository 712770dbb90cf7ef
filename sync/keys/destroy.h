// sync/keys/destroy.h: the end of a tablet's keys, on a wipe order: without them nothing its store holds can ever be read. May wait for the disk.
#pragma once
#include <string>

#include "sync/keys/device.h"

namespace keys {

// Every file of `folder` (the key file, twice, and the recovery box) and the device's own secret, overwritten as far as a disk lets one, then removed. Files
// that are gone already are no error: begun and cut short, it is called again. No KeyRing may be open on the folder. Errors: Denied, Full.
base::Status destroy(const std::string& folder, Device& device);

// One file, the same way. No such file is no error.
base::Status destroy_file(const std::string& path);

}  // namespace keys
