// sync/store/header_file.h: the header, kept twice: as a file, read before anything else, and in clear among the entries. For this folder's
// own use.
#pragma once
#include "sync/store/impl.h"

namespace store {

codec::Header make_header(const crypto::Key& data_key, os::Random& random);
base::Bytes header_bytes(const codec::Header& header);
// TooNew when the header asks for a newer reader. Reads one file, writes nothing.
base::Status refuse_newer(const std::string& folder);
// From the file, or, when that is damaged or gone, from wherever the data file still holds it. Errors: Corrupt, TooNew.
base::Result<codec::Header> find_header(const std::string& folder);
base::Status write_header_file(const std::string& folder, const codec::Header& header);
// The copy among the entries.
base::Result<codec::Header> read_header_cell(const kv::ReadTxn& txn);
bool header_file_says(const std::string& folder, const codec::Header& header);
// Errors: Denied.
base::Status check_data_key(const codec::Header& header, const crypto::Key& data_key);

}  // namespace store
