// sync/changeset/digest.h: whether two replicas hold the same. Pure, any thread.
#pragma once
#include <map>
#include <string>

#include "sync/record/record.h"

namespace changeset {

// Of what the records say, by id and path, in hex; not of who said it when. A field that is absent and one that never was are the same.
std::string digest_of(const std::map<record::RecordId, record::Record>& records);

}  // namespace changeset
