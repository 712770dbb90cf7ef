#include "sync/record/splice.h"

#include <algorithm>

namespace record {
namespace {

constexpr size_t kEndless = size_t(-1);

bool on_boundary(std::string_view text, size_t at) {
  return at == text.size() || (at < text.size() && (uint8_t(text[at]) & 0xC0) != 0x80);
}

// Adds what to keep, put in and take out, in order, and joins what touches.
class Builder {
 public:
  void keep(size_t bytes) { at_ += bytes; }
  void put_in(std::string_view text) {
    if (!text.empty()) here().insert += text;
  }
  void take_out(size_t bytes) {
    if (bytes == 0) return;
    here().erase += bytes;
    at_ += bytes;
  }
  Splices take() { return std::move(out_); }

 private:
  Splice& here() {
    if (out_.empty() || out_.back().at + out_.back().erase != at_) out_.push_back({at_, 0, {}});
    return out_.back();
  }
  Splices out_;
  size_t at_ = 0;  // in the text before
};

// Splices as a run of steps over the text before them: keep, put in, take out.
class Steps {
 public:
  enum Kind { Keep, PutIn, TakeOut };
  explicit Steps(const Splices& splices) : splices_(&splices) { arrive(); }
  Kind kind() const { return kind_; }
  size_t left() const { return left_; }
  bool at_end() const { return kind_ == Keep && left_ == kEndless; }
  std::string_view text() const { return std::string_view((*splices_)[next_].insert).substr((*splices_)[next_].insert.size() - left_); }
  const Splice& splice() const { return (*splices_)[next_]; }
  void pass(size_t bytes) {
    if (left_ == kEndless) return;
    left_ -= bytes;
    if (left_ == 0) advance();
  }

 private:
  void enter(Kind kind, size_t bytes) {
    kind_ = kind;
    left_ = bytes;
  }
  // What stands between here and the next splice.
  void arrive() {
    if (next_ == splices_->size()) return enter(Keep, kEndless);
    const Splice& splice = (*splices_)[next_];
    if (splice.at > at_) return enter(Keep, splice.at - at_);
    begin_splice();
  }
  void begin_splice() {
    const Splice& splice = (*splices_)[next_];
    if (!splice.insert.empty()) return enter(PutIn, splice.insert.size());
    enter(TakeOut, splice.erase);
  }
  void advance() {
    const Splice& splice = (*splices_)[next_];
    if (kind_ == Keep) {
      at_ = splice.at;
      return begin_splice();
    }
    if (kind_ == PutIn && splice.erase > 0) return enter(TakeOut, splice.erase);
    at_ = splice.at + splice.erase;
    ++next_;
    arrive();
  }

  const Splices* splices_;
  size_t next_ = 0;
  size_t at_ = 0;
  Kind kind_ = Keep;
  size_t left_ = kEndless;
};

}  // namespace

bool fits(const Splices& splices, std::string_view text) {
  size_t free_from = 0;
  bool first = true;
  for (const Splice& splice : splices) {
    if (splice.erase == 0 && splice.insert.empty()) return false;
    if (first ? splice.at < free_from : splice.at <= free_from) return false;
    if (splice.at > text.size() || splice.erase > text.size() - splice.at) return false;
    free_from = splice.at + splice.erase;
    if (!on_boundary(text, splice.at) || !on_boundary(text, free_from)) return false;
    first = false;
  }
  return true;
}

std::optional<std::string> apply_splices(std::string_view text, const Splices& splices) {
  if (!fits(splices, text)) return std::nullopt;
  std::string out;
  size_t from = 0;
  for (const Splice& splice : splices) {
    out += text.substr(from, splice.at - from);
    out += splice.insert;
    from = splice.at + splice.erase;
  }
  return out += text.substr(from);
}

Splices compose(const Splices& first, const Splices& second) {
  Builder out;
  Steps a(first), b(second);
  while (!a.at_end() || !b.at_end()) {
    if (a.kind() == Steps::TakeOut) {
      out.take_out(a.left());
      a.pass(a.left());
    } else if (b.kind() == Steps::PutIn) {
      out.put_in(b.text());
      b.pass(b.left());
    } else {
      const size_t both = std::min(a.left(), b.left());
      if (a.kind() == Steps::PutIn) {
        if (b.kind() == Steps::Keep) out.put_in(a.text().substr(0, both));
      } else if (b.kind() == Steps::Keep) {
        out.keep(both);
      } else {
        out.take_out(both);
      }
      a.pass(both);
      b.pass(both);
    }
  }
  return out.take();
}

Splices transform(const Splices& mine, const Splices& theirs, Tie tie) {
  Builder out;
  Steps a(mine), b(theirs);
  while (!a.at_end()) {
    if (a.kind() == Steps::PutIn && b.kind() == Steps::PutIn && a.splice() == b.splice()) {
      out.keep(b.left());  // both did the very same: once is enough
      a.pass(a.left());
      b.pass(b.left());
    } else if (a.kind() == Steps::PutIn && (tie == Tie::MineFirst || b.kind() != Steps::PutIn)) {
      out.put_in(a.text());
      a.pass(a.left());
    } else if (b.kind() == Steps::PutIn) {
      out.keep(b.left());
      b.pass(b.left());
    } else {
      const size_t both = std::min(a.left(), b.left());
      if (b.kind() == Steps::Keep) a.kind() == Steps::TakeOut ? out.take_out(both) : out.keep(both);
      a.pass(both);
      b.pass(both);
    }
  }
  return out.take();
}

bool overlap(const Splices& mine, const Splices& theirs) {
  for (const Splice& a : mine) {
    const size_t a_end = a.at + a.erase;
    for (const Splice& b : theirs) {
      if (a == b) continue;  // both did the very same
      const size_t b_end = b.at + b.erase;
      if (std::max(a.at, b.at) < std::min(a_end, b_end)) return true;
      if (!b.insert.empty() && a.at < b.at && b.at < a_end) return true;
      if (!a.insert.empty() && b.at < a.at && a.at < b_end) return true;
    }
  }
  return false;
}

}  // namespace record
