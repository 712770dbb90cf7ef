#include "platform/kv/pages.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "platform/kv/env.h"
#include "platform/os/file.h"

namespace kv {
namespace {

// Page: u64 number · u16 unused · u16 flags · u16 lower, u16 upper (overflow: u32 pages) · u16 node offsets · ... · nodes, from the end down.
// Node: u16 + u16 size of data (branch: with the next, the child's number) · u16 flags · u16 key bytes · key · data (big: u64 overflow page).
// Meta, at 16 of pages 0 and 1: u32 magic · u32 version · u64 address · u64 map bytes · 2 trees (free, main) · u64 last page · u64 transaction.
// Tree: u32 (free: page bytes) · u16 flags · u16 depth · u64 branch, leaf, overflow pages · u64 entries · u64 root.
constexpr size_t kPageHead = 16, kNodeHead = 8;
constexpr uint16_t kBranch = 1, kLeaf = 2, kOverflow = 4;
constexpr uint16_t kBigData = 1;
constexpr uint32_t kMagic = 0xBEEFC0DE, kVersion = 1;
constexpr uint64_t kNoPage = ~uint64_t{0};
constexpr size_t kBigBytesMax = 512ull << 20;

template <class T>
T at(base::ByteView bytes, size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

base::Error corrupt(const char* what, uint64_t page) { return {base::Fault::Corrupt, std::string(what) + " page " + std::to_string(page)}; }

struct Tree {
  uint64_t depth, branch_pages, leaf_pages, overflow_pages, entries, root;
};

Tree tree_at(base::ByteView page, size_t offset) {
  return {at<uint16_t>(page, offset + 6),  at<uint64_t>(page, offset + 8),  at<uint64_t>(page, offset + 16),
          at<uint64_t>(page, offset + 24), at<uint64_t>(page, offset + 32), at<uint64_t>(page, offset + 40)};
}

struct Meta {
  uint64_t transaction, last_page;
  Tree free, main;
};

struct Node {
  base::ByteView key;
  base::ByteView data;   // leaf: the value, or the overflow page's number
  uint64_t child = 0;    // branch
  uint64_t data_bytes = 0;
  bool big = false;
  size_t taken = 0;      // of the page
};

// The node at `offset`, when all of it lies in the page.
std::optional<Node> node_at(base::ByteView page, size_t offset, bool leaf) {
  if (offset % 2 != 0 || offset < kPageHead || offset + kNodeHead > page.size()) return std::nullopt;
  const uint16_t low = at<uint16_t>(page, offset), high = at<uint16_t>(page, offset + 2), flags = at<uint16_t>(page, offset + 4);
  const size_t key_bytes = at<uint16_t>(page, offset + 6);
  if (key_bytes > kKeyBytesMax || offset + kNodeHead + key_bytes > page.size()) return std::nullopt;
  Node node;
  node.key = page.subspan(offset + kNodeHead, key_bytes);
  if (leaf) {
    if (flags > kBigData) return std::nullopt;
    node.big = flags == kBigData;
    node.data_bytes = uint64_t(high) << 16 | low;
    const size_t here = node.big ? sizeof(uint64_t) : size_t(node.data_bytes);
    if (here > page.size() - (offset + kNodeHead + key_bytes)) return std::nullopt;
    node.data = page.subspan(offset + kNodeHead + key_bytes, here);
  } else {
    node.child = uint64_t(flags) << 32 | uint64_t(high) << 16 | low;
  }
  node.taken = (kNodeHead + key_bytes + node.data.size() + 1) & ~size_t{1};
  return node;
}

int compare(base::ByteView a, base::ByteView b) {
  const int first = std::memcmp(a.data(), b.data(), std::min(a.size(), b.size()));
  return first != 0 ? first : a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

class PageFile {
 public:
  static base::Result<PageFile> open(const std::string& folder) {
    TRY(os::ReadFile file, os::ReadFile::open(folder + "/data.mdb"));
    return PageFile(std::move(file));
  }
  size_t page_bytes() const { return page_bytes_; }
  uint64_t page_count() const { return file_.size() / page_bytes_; }
  // Errors: Corrupt (beyond the end, or the disk reports damage).
  base::Status read(uint64_t page, base::Bytes& out) const { return read_bytes(page, page_bytes_, out); }
  base::Status read_bytes(uint64_t page, uint64_t bytes, base::Bytes& out) const {
    if (page >= page_count() || bytes > file_.size() - page * page_bytes_) return base::fail(corrupt("beyond the end:", page));
    out.resize(size_t(bytes));
    return file_.read_at(page * page_bytes_, out);
  }

 private:
  explicit PageFile(os::ReadFile file) : file_(std::move(file)), page_bytes_(size_t(::sysconf(_SC_PAGESIZE))) {}
  os::ReadFile file_;
  size_t page_bytes_;
};

base::Result<Meta> read_meta(const PageFile& file, uint64_t number) {
  base::Bytes page;
  TRY_DO(file.read(number, page));
  if (at<uint64_t>(page, 0) != number || at<uint16_t>(page, 10) != 8) return base::fail(corrupt("meta", number));
  if (at<uint32_t>(page, 16) != kMagic) return base::fail(corrupt("magic", number));
  if (at<uint32_t>(page, 20) != kVersion) return base::fail(base::Fault::TooNew, "LMDB version");
  if (at<uint32_t>(page, 40) != file.page_bytes()) return base::fail(corrupt("page bytes", number));
  return Meta{at<uint64_t>(page, 144), at<uint64_t>(page, 136), tree_at(page, 40), tree_at(page, 88)};
}

class Walk {
 public:
  Walk(const PageFile& file, const Meta& meta) : file_(file), meta_(meta), seen_(size_t(meta.last_page) + 1) {}

  base::Result<Shape> run() {
    seen_[0] = seen_[1] = true;
    TRY_DO(walk_tree(meta_.main, nullptr));
    Shape shape{meta_.transaction, counts_.branch_pages + counts_.leaf_pages + counts_.overflow_pages, 0, counts_.entries};
    free_walk_ = true;
    TRY_DO(walk_tree(meta_.free, &shape.free_pages));
    return shape;
  }

 private:
  base::Status walk_tree(const Tree& tree, uint64_t* free_pages) {
    counts_ = Tree{};
    free_pages_ = free_pages;
    last_key_.clear();
    any_key_ = false;
    if (tree.root == kNoPage) return tree.entries == 0 ? base::Status{} : base::fail(corrupt("rootless", 0));
    if (tree.depth == 0 || tree.depth > 32) return base::fail(corrupt("depth", tree.root));
    TRY_DO(walk_page(tree.root, tree.depth));
    const bool as_counted = counts_.branch_pages == tree.branch_pages && counts_.leaf_pages == tree.leaf_pages &&
                            counts_.overflow_pages == tree.overflow_pages && counts_.entries == tree.entries;
    return as_counted ? base::Status{} : base::fail(corrupt("counts", tree.root));
  }

  base::Status claim(uint64_t page) {
    if (page >= seen_.size() || seen_[size_t(page)]) return base::fail(corrupt("claimed twice:", page));
    seen_[size_t(page)] = true;
    return {};
  }

  base::Status walk_page(uint64_t number, uint64_t depth) {
    TRY_DO(claim(number));
    base::Bytes page;
    TRY_DO(file_.read(number, page));
    const bool leaf = depth == 1;
    const size_t lower = at<uint16_t>(page, 12), upper = at<uint16_t>(page, 14);
    if (at<uint64_t>(page, 0) != number || at<uint16_t>(page, 10) != (leaf ? kLeaf : kBranch)) return base::fail(corrupt("kind", number));
    if (lower < kPageHead || lower % 2 != 0 || upper < lower || upper > page.size()) return base::fail(corrupt("bounds", number));
    const size_t count = (lower - kPageHead) / 2;
    if (count < (leaf ? 1u : 2u)) return base::fail(corrupt("empty", number));
    (leaf ? counts_.leaf_pages : counts_.branch_pages) += 1;
    size_t taken = 0;
    for (size_t i = 0; i < count; ++i) {
      const size_t offset = at<uint16_t>(page, kPageHead + 2 * i);
      const auto node = offset < upper ? std::nullopt : node_at(page, offset, leaf);
      if (!node) return base::fail(corrupt("node", number));
      taken += node->taken;
      if (leaf) TRY_DO(check_entry(*node, number));
      else TRY_DO(walk_child(*node, i, number, depth));
    }
    return taken == page.size() - upper ? base::Status{} : base::fail(corrupt("gaps", number));
  }

  // A branch's key is not above any key below it; the first one's is not looked at by anybody.
  base::Status walk_child(const Node& node, size_t index, uint64_t number, uint64_t depth) {
    const base::Bytes bound = base::copy(node.key);
    if (index > 0 && any_key_ && order(last_key_, bound) >= 0) return base::fail(corrupt("branch order", number));
    low_bound_ = index > 0 ? std::optional(bound) : low_bound_;
    return walk_page(node.child, depth - 1);
  }

  base::Status check_entry(const Node& node, uint64_t number) {
    if (node.key.empty() || (any_key_ && order(last_key_, node.key) >= 0)) return base::fail(corrupt("order", number));
    if (low_bound_ && order(*low_bound_, node.key) > 0) return base::fail(corrupt("below its branch:", number));
    low_bound_.reset();
    last_key_.assign(node.key.begin(), node.key.end());
    any_key_ = true;
    ++counts_.entries;
    base::Bytes big;
    base::ByteView value = node.data;
    if (node.big) {
      TRY_DO(check_overflow(node, big));
      value = base::ByteView(big).subspan(kPageHead);
    }
    return free_pages_ ? check_free_list(node.key, value, number) : base::Status{};
  }

  base::Status check_overflow(const Node& node, base::Bytes& value) {
    const uint64_t first = at<uint64_t>(node.data, 0);
    const uint64_t pages = (kPageHead + node.data_bytes + file_.page_bytes() - 1) / file_.page_bytes();
    TRY_DO(file_.read(first, value));
    if (at<uint64_t>(value, 0) != first || at<uint16_t>(value, 10) != kOverflow || at<uint32_t>(value, 12) != pages) {
      return base::fail(corrupt("overflow", first));
    }
    for (uint64_t i = 0; i < pages; ++i) TRY_DO(claim(first + i));
    if (first + pages > file_.page_count()) return base::fail(corrupt("beyond the end:", first));
    counts_.overflow_pages += pages;
    return free_pages_ ? file_.read_bytes(first, kPageHead + node.data_bytes, value) : base::Status{};
  }

  // u64 count, then so many page numbers, falling.
  base::Status check_free_list(base::ByteView key, base::ByteView value, uint64_t number) {
    if (key.size() != 8 || at<uint64_t>(key, 0) > meta_.transaction || value.size() < 8) return base::fail(corrupt("free list", number));
    const uint64_t count = at<uint64_t>(value, 0);
    if (count > value.size() / 8 - 1) return base::fail(corrupt("free list", number));
    uint64_t before = kNoPage;
    for (uint64_t i = 1; i <= count; ++i) {
      const uint64_t page = at<uint64_t>(value, size_t(8 * i));
      if (page >= before) return base::fail(corrupt("free order", number));
      TRY_DO(claim(page));
      before = page;
    }
    *free_pages_ += count;
    return {};
  }

  // The free list's keys are transaction numbers in this machine's order; all others are bytes.
  int order(base::ByteView a, base::ByteView b) const {
    if (!free_walk_ || a.size() != 8 || b.size() != 8) return compare(a, b);
    const uint64_t x = at<uint64_t>(a, 0), y = at<uint64_t>(b, 0);
    return x < y ? -1 : x > y;
  }

  const PageFile& file_;
  const Meta meta_;
  std::vector<bool> seen_;
  Tree counts_{};
  uint64_t* free_pages_ = nullptr;
  base::Bytes last_key_;
  std::optional<base::Bytes> low_bound_;
  bool any_key_ = false, free_walk_ = false;
};

}  // namespace

base::Result<LastCommit> last_commit(const std::string& folder) {
  TRY(const PageFile file, PageFile::open(folder));
  const auto first = read_meta(file, 0), second = read_meta(file, 1);
  if (!first && !second) return base::fail(first.error());
  if (!first || !second) return LastCommit{first ? first->transaction : second->transaction, false};
  return LastCommit{std::max(first->transaction, second->transaction), true};
}

base::Result<Shape> check_pages(const std::string& folder) {
  TRY(const PageFile file, PageFile::open(folder));
  TRY(const Meta first, read_meta(file, 0));
  TRY(const Meta second, read_meta(file, 1));
  const Meta& newest = first.transaction > second.transaction ? first : second;
  if (newest.last_page < 1 || newest.last_page > (uint64_t{1} << 40) / file.page_bytes()) return base::fail(corrupt("last", newest.last_page));
  return Walk(file, newest).run();
}

base::Status scan_entries(const std::string& folder, const std::function<base::Status(base::ByteView, base::ByteView)>& visit) {
  TRY(const PageFile file, PageFile::open(folder));
  base::Bytes page, big;
  for (uint64_t number = 0; number < file.page_count(); ++number) {
    if (!file.read(number, page)) continue;  // a bad sector hides its own page only
    if (!(at<uint16_t>(page, 10) & kLeaf)) continue;
    const size_t lower = std::min<size_t>(at<uint16_t>(page, 12), page.size());
    for (size_t i = kPageHead; i + 2 <= lower; i += 2) {
      const auto node = node_at(page, at<uint16_t>(page, i), true);
      if (!node || node->key.empty()) continue;
      base::ByteView value = node->data;
      if (node->big) {
        if (node->data_bytes > kBigBytesMax) continue;
        if (!file.read_bytes(at<uint64_t>(node->data, 0), kPageHead + node->data_bytes, big)) continue;
        value = base::ByteView(big).subspan(kPageHead);
      }
      TRY_DO(visit(node->key, value));
    }
  }
  return {};
}

}  // namespace kv
