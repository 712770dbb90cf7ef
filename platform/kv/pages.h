// platform/kv/pages.h: an LMDB file read as the bytes it is, without LMDB, which ends the process or answers wrongly when pages are damaged.
// check_pages() says whether LMDB may be let near a file; scan_entries() finds what is still there in a file where it may not.
// Layout: LMDB 0.9, data version 1 (mdb.c: MDB_meta, MDB_db, MDB_page, MDB_node), 64-bit, in this machine's byte order and page size.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace kv {

struct Shape {
  uint64_t transaction = 0;  // last committed
  uint64_t pages = 0;        // in the tree of entries
  uint64_t free_pages = 0;
  uint64_t entries = 0;
};

// What the file's two meta pages say of the last commit. Errors: NotFound; Corrupt (neither can be read).
struct LastCommit {
  uint64_t transaction = 0;
  bool certain = true;  // false: one meta page is damaged, and the commit it told of may have been the one after this
};
base::Result<LastCommit> last_commit(const std::string& folder);

// Walks every page of the newest snapshot: each is what it says it is, is reached once, is not free as well, holds its entries inside itself and
// in order. Says nothing about what the values mean. Nobody may be writing. Errors: Corrupt (detail names the page), TooNew, NotFound.
base::Result<Shape> check_pages(const std::string& folder);

// Every entry that some page of the file seems to hold, live or long replaced, in no order, and possibly several times; damaged ones look like
// any other. Errors: NotFound, or what `visit` answers.
base::Status scan_entries(const std::string& folder, const std::function<base::Status(base::ByteView key, base::ByteView value)>& visit);

}  // namespace kv
