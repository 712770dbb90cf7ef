// app/dictionaries/shipped.h: the dictionaries the product ships (assets/dictionaries), read from its assets. Any thread.
#pragma once
#include <string>

#include "sync/changeset/dictionary.h"

namespace dictionaries {

// What is written under: the newest words, and no schema: everything else is spelled out. Errors: those of os::read_file, Corrupt, TooNew.
base::Result<changeset::Vocabulary> newest(const std::string& assets_dir);
// What is read: all that a tablet or hub of another version may still write under. Errors: as newest().
base::Result<changeset::Library> all(const std::string& assets_dir);

}  // namespace dictionaries
