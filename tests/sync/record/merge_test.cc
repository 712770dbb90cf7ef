#include "sync/record/merge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>

#include "sync/record/hlc.h"
#include "tests/sync/record/texts.h"

namespace record {
namespace {

Value any_value() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::inRange<int64_t>(0, 4);
    case 3: return atom(*rc::gen::element<std::string>("daily", "never"));
    default: return text(any_text(5));
  }
}

bool holds(const Value& value, const Merged& merged, const Value& base, const Side& mine, const Side& theirs) {
  return value == merged.value || merged.agreement != Agreement::Same || value == base || mine.value == theirs.value;
}

}  // namespace

RC_GTEST_PROP(Merge, GivesOneValueWhicheverSideIsCalledMine, ()) {
  const Value base = any_value();
  const Side a{any_value(), {*rc::gen::inRange<uint64_t>(1, 9), 1}}, b{any_value(), {*rc::gen::inRange<uint64_t>(1, 9), 2}};
  const Merged ab = merge_field(base, a, b), ba = merge_field(base, b, a);
  RC_ASSERT(ab.value == ba.value);
  RC_ASSERT(ab.agreement == ba.agreement);
}

RC_GTEST_PROP(Merge, NeverDropsAValueWithoutSayingSo, ()) {
  const Value base = any_value();
  const Side mine{any_value(), {5, 1}}, theirs{any_value(), {6, 2}};
  const Merged merged = merge_field(base, mine, theirs);
  RC_ASSERT(holds(mine.value, merged, base, mine, theirs));
  RC_ASSERT(holds(theirs.value, merged, base, mine, theirs));
}

TEST(Merge, IsSilentWhenBothWroteTheSameOrOneWroteNothing) {
  const Value was = atom("never"), now = atom("daily");
  EXPECT_EQ(merge_field(was, {now, {9, 1}}, {now, {8, 2}}), (Merged{Agreement::Same, now, true}));
  EXPECT_EQ(merge_field(was, {now, {1, 1}}, {was, {8, 2}}).value, now);
  EXPECT_EQ(merge_field(was, {was, {9, 1}}, {now, {8, 2}}).value, now);
}

TEST(Merge, ShowsTheLaterSaveOfTwoAnswersAndCallsItAConflict) {
  const Merged merged = merge_field(int64_t(1), {int64_t(2), {70, 1}}, {int64_t(3), {80, 2}});
  EXPECT_EQ(merged, (Merged{Agreement::Conflict, int64_t(3), false}));
}

TEST(Merge, JoinsTwoTextsBegunFromTheSameOne) {
  const Merged merged = merge_field(text("Seen at home."), {text("Seen at home. Gate code changed."), {5, 1}}, {text("Seen at home, well."), {6, 2}});
  EXPECT_EQ(merged.agreement, Agreement::Joined);
  EXPECT_EQ(utf8_of(merged.value), "Seen at home, well. Gate code changed.");
}

TEST(Merge, KeepsBothTextsWhenBothBeganAnEmptyField) {
  const Merged merged = merge_field({}, {text("From the visit."), {5, 1}}, {text("From the phone."), {6, 2}});
  EXPECT_EQ(utf8_of(merged.value), "From the visit.From the phone.");
}

TEST(Merge, AsksForALookWhenBothRewroteTheSameWords) {
  const Merged merged = merge_field(text("Walks well."), {text("Walks badly."), {5, 1}}, {text("Walks slowly."), {6, 2}});
  EXPECT_EQ(merged.agreement, Agreement::Overlap);
  EXPECT_NE(utf8_of(merged.value).find("badly"), std::string_view::npos);
  EXPECT_NE(utf8_of(merged.value).find("slowly"), std::string_view::npos);
}

TEST(Hlc, RunsAheadOfAWallThatStandsStillAndFollowsOneThatMoves) {
  const uint64_t first = tick(0, 1000), second = tick(first, 1000), third = tick(second, 900), later = tick(third, 5000);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_EQ(later, clock_at(5000));
}

TEST(Hlc, IsNotPoisonedByAClockThatIsDaysAhead) {
  const uint64_t mine = tick(0, 1'000'000), days_ahead = clock_at(1'000'000 + 3 * 86'400'000LL);
  EXPECT_EQ(observe(mine, days_ahead, 1'000'000), mine);
  EXPECT_EQ(observe(mine, clock_at(1'000'500), 1'000'000), clock_at(1'000'500));
  EXPECT_EQ(clock_ms(clamp(days_ahead, 1'000'000)), 1'000'000);
}

// A hub and some tablets at work on one text: every tablet types against what it shows, hears of the others late, and its edits reach the hub later
// still. The tablets show by place() what the hub will make of it.
class Desk {
 public:
  explicit Desk(std::string text) : text_(text) { tablets_.resize(3, {0, text, text, {}, {}}); }

  void types(size_t tablet) {
    Tablet& at = tablets_[tablet];
    const Splices typed = any_splices(at.shown);
    if (typed.empty()) return;
    at.shown = applied(at.shown, typed);
    at.waiting.push_back({0, true, at.cursor, typed});
  }

  // The oldest waiting edit reaches the hub.
  void reaches_hub(size_t tablet) {
    Tablet& at = tablets_[tablet];
    if (at.waiting.empty()) return;
    const TextStep sent = at.waiting.front();
    at.waiting.pop_front();
    at.sent.push_back(sent);
    const Splices placed = place(seen_by(tablet, log_.size(), sent.base), sent.base, sent.splices).splices;
    text_ = applied(text_, placed);
    log_.push_back({tablet, sent, placed});
  }

  // The tablet hears of everything up to `cursor` and shows it under what it has not had confirmed.
  void hears(size_t tablet, uint64_t cursor) {
    Tablet& at = tablets_[tablet];
    if (cursor <= at.cursor) return;
    for (uint64_t i = at.cursor; i < cursor; ++i) {
      at.confirmed = applied(at.confirmed, log_[i].placed);
      if (log_[i].tablet == tablet) at.sent.pop_front();
    }
    at.cursor = cursor;
    std::deque<TextStep> pending = at.sent;
    pending.insert(pending.end(), at.waiting.begin(), at.waiting.end());
    const uint64_t base = pending.empty() ? cursor : pending.front().base;
    std::vector<TextStep> steps = seen_by(tablet, cursor, base);
    at.shown = at.confirmed;
    for (const TextStep& step : pending) {
      at.shown = applied(at.shown, place(steps, step.base, step.splices).splices);
      steps.push_back(step);
    }
  }

  void settles() {
    for (size_t i = 0; i < tablets_.size(); ++i)
      while (!tablets_[i].waiting.empty()) reaches_hub(i);
    for (size_t i = 0; i < tablets_.size(); ++i) hears(i, log_.size());
  }

  uint64_t last() const { return log_.size(); }
  const std::string& text() const { return text_; }
  const std::string& shown(size_t tablet) const { return tablets_[tablet].shown; }
  // What the tablet shows is the hub's text with its own waiting edits on top, when it has heard everything.
  bool predicts(size_t tablet) {
    hears(tablet, log_.size());
    const std::string expected = tablets_[tablet].shown;
    while (!tablets_[tablet].waiting.empty()) reaches_hub(tablet);
    return text_ == expected;
  }

 private:
  struct Tablet {
    uint64_t cursor;
    std::string confirmed, shown;
    std::deque<TextStep> sent, waiting;
  };
  struct Entry {
    size_t tablet;
    TextStep sent;
    Splices placed;
  };

  // The hub's edits up to `end`, from a point no own step of that window is based before.
  std::vector<TextStep> seen_by(size_t tablet, uint64_t end, uint64_t base) const {
    uint64_t start = base;
    for (uint64_t i = end; i > start; --i)
      if (log_[i - 1].tablet == tablet) start = std::min(start, log_[i - 1].sent.base);
    std::vector<TextStep> steps;
    for (uint64_t i = start; i < end; ++i) {
      const bool own = log_[i].tablet == tablet;
      steps.push_back({i + 1, own, log_[i].sent.base, own ? log_[i].sent.splices : log_[i].placed});
    }
    return steps;
  }

  std::string text_;
  std::vector<Tablet> tablets_;
  std::vector<Entry> log_;
};

RC_GTEST_PROP(Place, BringsEveryTabletToTheHubsTextWhateverTheOrder, ()) {
  Desk desk(any_text(8));
  const int steps = *rc::gen::inRange(1, 60);
  for (int i = 0; i < steps; ++i) {
    const size_t tablet = *rc::gen::inRange<size_t>(0, 3);
    switch (*rc::gen::inRange(0, 3)) {
      case 0: desk.types(tablet); break;
      case 1: desk.reaches_hub(tablet); break;
      default: desk.hears(tablet, *rc::gen::inRange<uint64_t>(0, desk.last() + 1)); break;
    }
  }
  RC_ASSERT(desk.predicts(*rc::gen::inRange<size_t>(0, 3)));
  desk.settles();
  for (size_t i = 0; i < 3; ++i) RC_ASSERT(desk.shown(i) == desk.text());
}

}  // namespace record
