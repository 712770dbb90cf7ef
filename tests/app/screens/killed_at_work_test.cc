// The real process is killed while she answers questions, draws, and edits a plan. Started again, it must hold whatever it had said was saved, stand
// where she stood, and go on taking what she types.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <optional>

#include "platform/os/clock.h"
#include "tests/app/screens/tablet.h"
#include "tests/app/screens/tree.h"

namespace screens_test {
namespace {

constexpr int kRounds = 3;
constexpr char kMoney[] = "plan/cost";  // opens again as it is read, "2.00", with the caret behind the 2
constexpr char kPresent[] = "about/about.present/*/about.present.name";
constexpr char kMargaret[] = "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\n";

constexpr char kNewAssessment[] = "tap tab/assessments\ntap start_form\ntap form:needs-assessment\n";

// One thing she does, and what shows afterwards that it is there. Steps only add: what one has put in place, the later ones leave.
struct Step {
  std::string does;                     // lines of a script
  std::string field;                    // what has the keyboard afterwards; a * for one part; empty where nothing need have
  std::string words;                    // what that field's value begins with from then on
  std::vector<std::string> order = {};  // of a list: what its rows say, from the top
};

// Letter by letter into one field: a step a word.
void type_words(std::vector<Step>& steps, const std::string& field, const std::vector<std::string>& words) {
  std::string so_far;
  for (const std::string& word : words) {
    const std::string tap = so_far.empty() ? "tap " + field + "\n" : std::string();
    so_far += word + " ";
    steps.push_back({tap + "type \"" + word + " \"\n", field, so_far});
  }
}

// What was certainly done when the process died: the steps it said so of, and perhaps a part of the next.
size_t kill_while(const Tablet& tablet, const std::string& before, const std::vector<Step>& steps, os::Random& random) {
  std::string script = pin_line() + before;
  for (size_t i = 0; i < steps.size(); ++i) script += steps[i].does + "say step" + std::to_string(i) + ".\n";
  support::Child child(tablet.command(tablet.write_script(script)));
  const auto said = [&](size_t i) { return child.output().find("say step" + std::to_string(i) + ".\n") != std::string::npos; };
  const size_t enough = random.next_u64() % (steps.size() - 1);
  while (!said(enough) && child.listen(1)) {}
  child.listen(int64_t(random.next_u64() % 4));  // then wherever it is by now: between two letters, in a commit, at the next question
  child.kill_now();
  size_t done = 0;
  while (done < steps.size() && said(done)) ++done;
  EXPECT_GT(done, 0u) << child.output();
  return done;
}

// The screen it opens with: as she left it, with everything in view, and after two more letters.
struct Reopened {
  Tree as_left, tall, typed_on;
};

std::optional<Reopened> reopen(Tablet& tablet) {
  const support::Finished after = tablet.plays("wait\ntree\nsay cut\nresize 1280x4000\ntree\nsay cut\nresize 1280x800\ntype \"zq\"\ntree\n");
  EXPECT_EQ(after.status, 0) << after.output;
  const std::vector<std::string> parts = split(after.output, "say cut\n");
  if (parts.size() != 3) return std::nullopt;
  return Reopened{parse_tree(parts[0]), parse_tree(parts[1]), parse_tree(parts[2])};
}

bool begins(const std::string& text, const std::string& with) { return text.compare(0, with.size(), with) == 0; }

std::vector<std::string> values_of(const Tree& tree, const std::string& field) {
  std::vector<std::string> out;
  for (const Widget& widget : tree)
    if (widget.fits(field)) out.push_back(widget.value);
  return out;
}

void expect_words_kept(const Tree& tall, const std::vector<Step>& steps, size_t done) {
  for (size_t i = 0; i < done; ++i) {
    if (!steps[i].order.empty() || steps[i].field.empty()) continue;
    const std::vector<std::string> values = values_of(tall, steps[i].field);
    const bool kept = std::any_of(values.begin(), values.end(), [&](const std::string& value) { return begins(value, steps[i].words); });
    const std::string is = values.empty() ? "nowhere" : values.back();
    EXPECT_TRUE(kept) << steps[i].field << " should begin with \"" << steps[i].words << "\"; it is \"" << is << "\"";
  }
}

void expect_order_kept(const Tree& tall, const std::vector<Step>& steps, size_t done) {
  size_t last = done;
  while (last > 0 && steps[last - 1].order.empty()) --last;
  if (last == 0) return;
  std::vector<std::string> values = values_of(tall, kPresent);
  for (size_t i = last - 1; i < std::min(done + 1, steps.size()); ++i)
    if (!steps[i].order.empty() && values == steps[i].order) return;
  values.resize(std::min(values.size(), steps[last - 1].order.size()));  // the next may have been begun below them
  EXPECT_EQ(values, steps[last - 1].order);
}

// Where the last thing she did was, or the next.
const Widget* expect_same_place(const Reopened& now, const std::vector<Step>& steps, size_t done) {
  const Widget* focus = focused(now.as_left);
  if (steps[done - 1].field.empty()) return focus;
  EXPECT_TRUE(focus) << "nothing has the keyboard; " << steps[done - 1].field << " had it";
  if (!focus) return nullptr;
  const bool same = focus->fits(steps[done - 1].field) || (done < steps.size() && focus->fits(steps[done].field));
  EXPECT_TRUE(same) << focus->id << " has the keyboard; " << steps[done - 1].field << " had it";
  EXPECT_FALSE(focus->outside) << focus->id;
  return focus;
}

void expect_typing_goes_on(const Reopened& now, const Widget* focus) {
  if (!focus || (focus->role != "field" && focus->role != "area") || focus->id == kMoney) return;
  const Widget* later = focused(now.typed_on);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->id, focus->id);
  EXPECT_EQ(later->value, focus->value + "zq");
}

void expect_as_left(Tablet& tablet, const std::vector<Step>& steps, size_t done) {
  const std::optional<Reopened> now = reopen(tablet);
  ASSERT_TRUE(now);
  expect_words_kept(now->tall, steps, done);
  expect_order_kept(now->tall, steps, done);
  expect_typing_goes_on(*now, expect_same_place(*now, steps, done));
}

class KilledAtWork : public ::testing::TestWithParam<uint64_t> {
 protected:
  KilledAtWork() { std::cout << "seed " << GetParam() << "\n"; }
  void SetUp() override { ASSERT_EQ(tablet_.plays("").status, 0); }
  // Kills it in the middle of `steps`, a new lot each round.
  template <class Steps>
  void dies_doing(const std::string& before, const Steps& steps_of) {
    for (int round = 0; round < kRounds; ++round) {
      const std::vector<Step> steps = steps_of(round);
      const size_t done = kill_while(tablet_, before, steps, random_);
      SCOPED_TRACE("round " + std::to_string(round) + ", " + std::to_string(done) + " of " + std::to_string(steps.size()) + " steps were saved");
      ASSERT_GT(done, 0u);
      expect_as_left(tablet_, steps, done);
      if (HasFailure()) return;
    }
  }
  Tablet tablet_;
  os::SeededRandom random_{GetParam()};
};

std::vector<Step> answers(int) {
  std::vector<Step> steps;
  steps.push_back({"tap about/about.how/joint\n", "about/about.how/joint", "selected"});
  type_words(steps, "about/about.org", {"Larkham", "surgery", "and", "the", "ward"});
  steps.push_back({"tap about/about.place/hospital\n", "about/about.place/hospital", "selected"});
  type_words(steps, "about/about.why", {"Three", "falls", "since", "June;", "she", "will", "not", "use", "the", "stairs", "now."});
  const std::string add = "tap about/about.present/add\n";
  steps.push_back({"tap " + std::string(kPresent) + "\ntype \"Ivy\"\n", kPresent, "", {"Ivy"}});
  steps.push_back({add + "type \"Sam\"\n", kPresent, "", {"Ivy", "Sam"}});
  steps.push_back({"tap about/about.present/*/up\n", "about/about.present/*/up", "", {"Sam", "Ivy"}});
  steps.push_back({add + "type \"Joan\"\n", kPresent, "", {"Sam", "Ivy", "Joan"}});
  steps.push_back({"tap about/about.part/no\n", "about/about.part/no", "selected"});
  type_words(steps, "about/about.part.why", {"Too", "tired", "to", "speak", "today."});
  return steps;
}

TEST_P(KilledAtWork, AnsweringQuestionsEveryAnswerAndTheQuestionAreThere) {
  dies_doing(std::string(kMargaret) + kNewAssessment, answers);
}

std::vector<Step> numbers(int) {
  std::vector<Step> steps;
  type_words(steps, "health/health.conditions", {"Heart", "failure,", "one", "hip."});
  steps.push_back({"tap health/health.senses/sight\n", "health/health.senses/sight", "selected"});
  steps.push_back({"tap health/health.senses/hearing\n", "health/health.senses/hearing", "selected"});
  // Past what the question allows: kept as it was typed, and marked.
  steps.push_back({"tap health/health.falls\ntype \"9\"\n", "health/health.falls", "9"});
  steps.push_back({"type \"8\"\n", "health/health.falls", "98"});
  steps.push_back({"type \"7\"\n", "health/health.falls", "987"});
  steps.push_back({"tap health/health.vary/yes\n", "health/health.vary/yes", "selected"});
  type_words(steps, "health/health.vary.how", {"Worse", "by", "the", "evening."});
  return steps;
}

TEST_P(KilledAtWork, GivingNumbersTheyAreKeptEvenWhenTheyCannotBeRight) {
  dies_doing(std::string(kMargaret) + kNewAssessment + "tap section/health.conditions\n", numbers);
}

std::vector<Step> strokes(int) {
  std::vector<Step> steps;
  for (int i = 1; i <= 8; ++i) {
    const std::string y = "0." + std::to_string(i);
    steps.push_back({"stroke ink/pad 0.1 " + y + " 0.9 0.5\n", "ink/pad", std::to_string(i) + " stroke"});
  }
  return steps;
}

TEST_P(KilledAtWork, SigningEveryStrokeIsThereAndMoreCanBeDrawn) {
  const std::string to_pad = std::string(kMargaret) + kNewAssessment + "tap section/sign.summary\ntap sign/sign.agreed/signed\ntap sign/sign.ink\n";
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<Step> steps = strokes(round);
    const size_t done = kill_while(tablet_, to_pad, steps, random_);
    SCOPED_TRACE("round " + std::to_string(round) + ", " + std::to_string(done) + " strokes were saved");
    ASSERT_GT(done, 0u);
    const support::Finished now =
        tablet_.plays("tree\nsay cut\nstroke ink/pad 0.2 0.9 0.9 0.9\ntree\nsay cut\ntap ink/done\nexpect sign/sign.ink/1\n");
    EXPECT_EQ(now.status, 0) << now.output;
    const std::vector<std::string> parts = split(now.output, "say cut\n");
    ASSERT_EQ(parts.size(), 3u) << now.output;
    const std::vector<std::string> before = values_of(parse_tree(parts[0]), "ink/pad"), after = values_of(parse_tree(parts[1]), "ink/pad");
    ASSERT_EQ(before.size(), 1u) << parts[0];
    const int had = std::atoi(before[0].c_str());
    EXPECT_TRUE(had == int(done) || had == int(done) + 1) << before[0];
    ASSERT_EQ(after.size(), 1u);
    EXPECT_EQ(std::atoi(after[0].c_str()), had + 1);
  }
}

std::vector<Step> outcome_rows(int) {
  std::vector<Step> steps;
  steps.push_back({"tap plan/add_outcome\ntype \"Walk\"\n", "plan/text", "Walk"});
  for (const char* words : {" to", " the", " shop", " with", " Bertie"})
    steps.push_back({"type \"" + std::string(words) + "\"\n", "plan/text", steps.back().words + words});
  type_words(steps, "plan/how", {"A", "frame", "with", "a", "seat;", "Ivy", "comes", "along."});
  steps.push_back({"tap plan/needs/A9\n", "plan/needs/A9", "selected"});
  steps.push_back({"tap plan/progress/starts\n", "plan/progress/starts", "selected"});
  return steps;
}

std::vector<Step> service_rows(int) {
  std::vector<Step> steps;
  steps.push_back({"tap plan/add_service\ntap plan/kind/CAR-DP\n", "", ""});
  type_words(steps, "plan/provider", {"Brightwater", "Home", "Care"});
  type_words(steps, "plan/tasks", {"Breakfast,", "tablets", "from", "the", "blister", "pack."});
  steps.push_back({"tap plan/cost\ntype \"2\"\n", "plan/cost", "2"});
  steps.push_back({"type \"4.5\"\n", "plan/cost", "24"});
  return steps;
}

TEST_P(KilledAtWork, EditingThePlanTheOpenRowIsThereAndStillOpen) {
  dies_doing("key escape\n" + std::string(kMargaret) + "tap tab/plan\ntap-text \"version 2\"\n", [](int round) { return round % 2 ? service_rows(round) : outcome_rows(round); });
}

INSTANTIATE_TEST_SUITE_P(AtRandomMoments, KilledAtWork, ::testing::Values(20261122u), [](const auto& one) { return "Seed" + std::to_string(one.param); });

}  // namespace
}  // namespace screens_test
