// tests/sim/hub_disk.h: the hub's table on a simulated disk: it can fill up, its owner can die in the middle of a write, it can say that something is written
// which a power cut then takes away again, and it can be set back to an earlier day.
#pragma once
#include <algorithm>
#include <deque>
#include <map>

#include "sync/reconcile/table.h"

namespace sim {

class HubDisk final : public reconcile::Table {
 public:
  struct Less {
    using is_transparent = void;
    bool operator()(base::ByteView a, base::ByteView b) const { return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end()); }
  };
  using Map = std::map<base::Bytes, base::Bytes, Less>;

  base::Status read(const std::function<base::Status(const reconcile::TableReader&)>& work) override { return work(Writer(*this)); }
  base::Status write(const std::function<base::Status(reconcile::TableWriter&)>& work) override {
    undo_.clear();
    Writer writer(*this);
    base::Status done = work(writer);
    if (done && puts_left_ == 0) done = trouble();
    if (!done) return undo(undo_), done;
    if (!lies_) unsure_.clear();  // a true flush covers what came before it
    else unsure_.push_back(std::move(undo_));
    return {};
  }

  enum class End { Dies, Full };
  // In the write in which so many more puts would happen there is no more: nothing of it is there. Negative: no end to it.
  void end_after(int puts, End end) { puts_left_ = puts, end_ = end; }
  bool ended() const { return puts_left_ == 0; }
  void lie(bool lies) {
    if (!(lies_ = lies)) unsure_.clear();
  }
  size_t unsure() const { return unsure_.size(); }
  // The power goes: the last so many writes were never on the disk.
  void lose(size_t writes) {
    for (; writes > 0 && !unsure_.empty(); --writes) {
      undo(unsure_.back());
      unsure_.pop_back();
    }
    unsure_.clear();
  }
  const Map& content() const { return map_; }
  void restore(Map content) {
    map_ = std::move(content);
    unsure_.clear();
  }

 private:
  using Undo = std::vector<std::pair<base::Bytes, std::optional<base::Bytes>>>;
  base::Status trouble() const {
    return end_ == End::Full ? base::fail(base::Fault::Full, "the simulated disk is full") : base::fail(base::Fault::Busy, "died in a write");
  }
  void undo(const Undo& steps) {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (step->second) map_.insert_or_assign(step->first, *step->second);
      else map_.erase(step->first);
    }
  }

  class Writer final : public reconcile::TableWriter {
   public:
    explicit Writer(HubDisk& disk) : disk_(disk), map_(disk.map_) {}
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
      const auto found = map_.find(key);
      disk_.undo_.emplace_back(base::copy(key), found == map_.end() ? std::nullopt : std::optional(found->second));
      if (found == map_.end()) map_.emplace(base::copy(key), base::copy(value));
      else found->second = base::copy(value);
      return {};
    }
    base::Status erase(base::ByteView key) override {
      TRY_DO(live());
      const auto found = map_.find(key);
      if (found == map_.end()) return {};
      disk_.undo_.emplace_back(found->first, std::move(found->second));
      map_.erase(found);
      return {};
    }

   private:
    static bool begins_with(base::ByteView key, base::ByteView prefix) {
      return key.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), key.begin());
    }
    base::Status live() {
      if (disk_.puts_left_ == 0) return disk_.trouble();
      if (disk_.puts_left_ > 0) --disk_.puts_left_;
      return {};
    }
    HubDisk& disk_;
    Map& map_;
  };

  Map map_;
  Undo undo_;
  std::deque<Undo> unsure_;  // written, says the disk
  int puts_left_ = -1;
  End end_ = End::Dies;
  bool lies_ = false;
};

}  // namespace sim
