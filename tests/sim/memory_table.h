// tests/sim/memory_table.h: the hub's table in memory, whose owner can die in the middle of a write, and which can be set back to an earlier day.
#pragma once
#include <algorithm>
#include <map>

#include "sync/reconcile/table.h"

namespace sim {

class MemoryTable final : public reconcile::Table {
 public:
  struct Less {
    using is_transparent = void;
    bool operator()(base::ByteView a, base::ByteView b) const { return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end()); }
  };
  using Map = std::map<base::Bytes, base::Bytes, Less>;

  base::Status read(const std::function<base::Status(const reconcile::TableReader&)>& work) override { return work(Writer(map_, nullptr)); }
  base::Status write(const std::function<base::Status(reconcile::TableWriter&)>& work) override {
    Map changed = map_;
    Writer writer(changed, &puts_left_);
    TRY_DO(work(writer));
    if (puts_left_ == 0) return base::fail(base::Fault::Busy, "died at the commit");
    map_ = std::move(changed);
    ++commits_;
    return {};
  }
  // The write in which so many more puts would happen dies, and nothing of it is there; negative: none does.
  void die_after(int puts) { puts_left_ = puts; }
  const Map& content() const { return map_; }
  void restore(Map content) { map_ = std::move(content); }
  int commits() const { return commits_; }

 private:
  class Writer final : public reconcile::TableWriter {
   public:
    Writer(Map& map, int* puts_left) : map_(map), puts_left_(puts_left) {}
    base::Result<std::optional<base::ByteView>> find(base::ByteView key) const override {
      const auto found = map_.find(key);
      return found == map_.end() ? std::nullopt : std::optional<base::ByteView>(found->second);
    }
    base::Status scan_from(base::ByteView from, base::ByteView prefix, const Visit& visit) const override {
      for (auto at = map_.lower_bound(from); at != map_.end() && begins_with(at->first, prefix); ++at) {
        TRY(const bool go_on, visit(at->first, at->second));
        if (!go_on) break;
      }
      return {};
    }
    base::Status scan_back(base::ByteView prefix, const Visit& visit) const override {
      base::Bytes past = base::copy(prefix);
      past.insert(past.end(), 64, 0xFF);
      for (auto at = map_.upper_bound(past); at != map_.begin() && begins_with(std::prev(at)->first, prefix); --at) {
        TRY(const bool go_on, visit(std::prev(at)->first, std::prev(at)->second));
        if (!go_on) break;
      }
      return {};
    }
    base::Status put(base::ByteView key, base::ByteView value) override {
      TRY_DO(live());
      map_.insert_or_assign(base::copy(key), base::copy(value));
      return {};
    }
    base::Status erase(base::ByteView key) override {
      TRY_DO(live());
      if (const auto found = map_.find(key); found != map_.end()) map_.erase(found);
      return {};
    }

   private:
    static bool begins_with(base::ByteView key, base::ByteView prefix) {
      return key.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), key.begin());
    }
    base::Status live() {
      if (puts_left_ && *puts_left_ == 0) return base::fail(base::Fault::Busy, "died in a write");
      if (puts_left_ && *puts_left_ > 0) --*puts_left_;
      return {};
    }
    Map& map_;
    int* puts_left_;
  };
  Map map_;
  int puts_left_ = -1;
  int commits_ = 0;
};

}  // namespace sim
