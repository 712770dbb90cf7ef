#include "sync/store/header_file.h"

#include <algorithm>

#include "platform/kv/pages.h"
#include "platform/os/file.h"

namespace store {
namespace {

// Opens under the right key alone; bound to the store, so a header carried to another store does not fit.
constexpr std::string_view kKeyCheck = "doorstep key";

crypto::Key check_key(const crypto::Key& data_key) { return crypto::derive(data_key, "store.key-check"); }

base::Result<codec::Header> read_header_file(const std::string& folder) {
  TRY(const base::Bytes bytes, os::read_file(folder + kHeaderFile, codec::kHeaderBytesMax));
  return codec::decode_header(bytes, crypto::hash);
}

}  // namespace

codec::Header make_header(const crypto::Key& data_key, os::Random& random) {
  codec::Header header;
  random.fill(header.store);
  header.key_check = crypto::seal(check_key(data_key), base::view(kKeyCheck), header.store, random);
  return header;
}

base::Bytes header_bytes(const codec::Header& header) { return codec::encode_header(header, crypto::hash); }

base::Status refuse_newer(const std::string& folder) {
  const auto header = read_header_file(folder);
  if (!header && header.error().fault == base::Fault::TooNew) return base::fail(header.error());
  return {};
}

base::Result<codec::Header> find_header(const std::string& folder) {
  auto found = read_header_file(folder);
  if (found || found.error().fault == base::Fault::TooNew) return found;
  const CellKey header_key(Table::Header);
  TRY_DO(kv::scan_entries(folder, [&](base::ByteView key, base::ByteView value) -> base::Status {
    if (!found && std::ranges::equal(key, header_key.view())) found = codec::decode_header(value, crypto::hash);
    return {};
  }));
  if (!found) return base::fail(found.error().fault == base::Fault::TooNew ? found.error() : base::Error{base::Fault::Corrupt, "header"});
  return found;
}

base::Status write_header_file(const std::string& folder, const codec::Header& header) {
  return os::replace_file(folder + kHeaderFile, header_bytes(header));
}

base::Result<codec::Header> read_header_cell(const kv::ReadTxn& txn) {
  TRY(const auto bytes, txn.find(CellKey(Table::Header)));
  if (!bytes) return base::fail(base::Fault::Corrupt, "no header");
  return codec::decode_header(*bytes, crypto::hash);
}

bool header_file_says(const std::string& folder, const codec::Header& header) {
  const auto file = read_header_file(folder);
  return file && *file == header;
}

base::Status check_data_key(const codec::Header& header, const crypto::Key& data_key) {
  TRY_DO(crypto::open(check_key(data_key), header.key_check, header.store));
  return {};
}

}  // namespace store
