// The council's own forms: that each is whole, in two languages, asks what the law asks and can be filled in to the end.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/care/codes.h"
#include "app/forms/form.h"
#include "app/tablet/state/plan_page.h"
#include "tests/app/assets/assets_support.h"

namespace assets {
namespace {

using forms::Item;
using forms::ItemIndex;
using forms::kNoItem;
using forms::Questionnaire;

constexpr std::string_view kCodes = "https://doorstep.example.org/codes/";

class OurForms : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(form_ = form(GetParam())); }
  std::shared_ptr<const Questionnaire> form_;
};
INSTANTIATE_TEST_SUITE_P(All, OurForms, ::testing::ValuesIn(form_names()), [](const auto& named) {
  std::string name = named.param;
  std::erase(name, '-');
  return name;
});

// The contents of one of an element's translations: of `_text`, say.
std::string translation_in(const forms::json::Value& element, std::string_view url_end, std::string_view language) {
  for (const forms::json::Value& extension : element["extension"].elements()) {
    if (!extension["url"].string().ends_with(url_end)) continue;
    if (forms::extension_of(extension, "lang")["valueCode"].string() == language) return std::string(forms::extension_of(extension, "content")["valueString"].string());
  }
  return {};
}

TEST_P(OurForms, AreReadWithoutAWarning) {
  for (const forms::Warning& warning : form_->warnings()) ADD_FAILURE() << warning.link_id << ": " << warning.reason;
  EXPECT_EQ(form_->url(), "https://doorstep.example.org/forms/" + GetParam());
  EXPECT_EQ(form_->version(), "2026.11");
  EXPECT_EQ(form_->root()["status"].string(), "active");
  for (ItemIndex page = form_->first_child(kNoItem); page != kNoItem; page = form_->next_sibling(page))
    EXPECT_EQ(form_->item(page).control, forms::Control::Page) << form_->item(page).link_id;
}

TEST_P(OurForms, NameEachItemOnceAndShortly) {
  std::set<std::string_view> seen;
  for (const Item& item : form_->items()) {
    EXPECT_TRUE(seen.insert(item.link_id).second) << item.link_id;
    EXPECT_LE(item.link_id.size(), 32u) << item.link_id;
    EXPECT_EQ(item.link_id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-"), std::string_view::npos) << item.link_id;
  }
}

TEST_P(OurForms, AskOnlyUnderConditionsThatCanComeTrue) {
  for (const Item& item : form_->items())
    for (const forms::Condition& condition : item.conditions) {
      ASSERT_NE(condition.question, kNoItem) << item.link_id;
      const Item& question = form_->item(condition.question);
      EXPECT_LT(condition.question, item.index) << item.link_id << " depends on a question further down";
      if (!question.is_choice()) continue;
      const bool offered = std::any_of(question.options.begin(), question.options.end(), [&](const forms::Option& option) { return forms::same_value(option.value, condition.answer); });
      EXPECT_TRUE(offered) << item.link_id << " waits for an answer that " << question.link_id << " does not offer";
    }
}

TEST_P(OurForms, SayEverythingInWelshToo) {
  EXPECT_NE(form_->title("cy"), form_->title());
  for (const Item& item : form_->items()) {
    const forms::json::Value& node = *item.node;
    EXPECT_FALSE(translation_in(node["_text"], "/translation", "cy").empty()) << item.link_id;
    EXPECT_EQ(form_->text(item, "cy"), translation_in(node["_text"], "/translation", "cy"));
    EXPECT_TRUE(item.prefix.empty() || !translation_in(node["_prefix"], "/translation", "cy").empty()) << item.link_id;
    for (const forms::Option& option : item.options) EXPECT_FALSE(form_->text(option, "cy").empty()) << item.link_id;
    for (const char* url : {"/entryFormat", "/sdc-questionnaire-shortText"}) {
      const forms::json::Value& hint = forms::extension_of(node, url + 1);
      EXPECT_TRUE(hint.is_null() || !translation_in(hint["_valueString"], "/translation", "cy").empty()) << item.link_id;
    }
  }
}

// A form that came out in English by mistake would pass the test above.
TEST_P(OurForms, AreNotEnglishTwice) {
  size_t options = 0, same = 0;
  for (const Item& item : form_->items()) {
    EXPECT_TRUE(item.text.size() <= 3 || form_->text(item, "cy") != item.text) << item.link_id;
    for (const forms::Option& option : item.options) {
      ++options;
      same += form_->text(option, "cy") == form_->text(option, "en");
    }
  }
  EXPECT_LE(same * 20, options);  // Braille, Hindi
}

TEST_P(OurForms, CallThePersonByNameInBothLanguagesOrNeither) {
  for (const Item& item : form_->items()) {
    const std::string english = translation_in((*item.node)["_text"], "/named-text", "en"), welsh = translation_in((*item.node)["_text"], "/named-text", "cy");
    EXPECT_EQ(english.empty(), welsh.empty()) << item.link_id;
    EXPECT_EQ(item.text.find('{'), std::string_view::npos) << item.link_id;
    if (english.empty()) continue;
    EXPECT_NE(english.find("{name}"), std::string::npos) << item.link_id;
    EXPECT_NE(welsh.find("{name}"), std::string::npos) << item.link_id;
  }
}

// Where a list is also one of assets/codes, it is that list: same codes, same words.
TEST_P(OurForms, UseTheCodeListsOfTheRestOfTheApp) {
  for (const Item& item : form_->items())
    for (const forms::Option& option : item.options) {
      ASSERT_TRUE(option.value.system.starts_with(kCodes)) << item.link_id;
      const std::filesystem::path file = folder("codes") / (std::string(option.value.system.substr(kCodes.size())) + ".csv");
      if (!std::filesystem::exists(file)) continue;
      const auto list = care::CodeList::parse(text_of(file));
      ASSERT_TRUE(list) << file;
      const care::Code* code = list->find(option.value.code);
      ASSERT_TRUE(code) << item.link_id << ' ' << option.value.code;
      EXPECT_EQ(form_->text(option, "en"), code->english);
    }
}

forms::Answer answer_to(const Item& item, bool last) {
  using forms::ItemType;
  switch (item.type) {
    case ItemType::Boolean: return forms::Answer::boolean(!last);
    case ItemType::Integer: return forms::Answer::integer(7);
    case ItemType::Decimal: return forms::Answer::decimal("7.5");
    case ItemType::Date: return forms::Answer::date("2026-11-22");
    case ItemType::DateTime: return forms::Answer::date_time("2026-11-22T10:42:00Z");
    case ItemType::Choice:
    case ItemType::OpenChoice: return forms::Answer((last ? item.options.back() : item.options.front()).value);
    case ItemType::Attachment: return forms::Answer::attachment("application/json", "urn:uuid:1", "Signature");
    default: return forms::Answer::string("What was said, in enough words to be a reason.");
  }
}

// Answers whatever is missing until nothing is, as a worker with the summary page would.
void fill_in(forms::Form& form, bool last) {
  for (int round = 0; round < 20; ++round) {
    const std::vector<forms::NodeId> missing = form.missing();
    if (missing.empty()) return;
    for (const forms::NodeId node : missing) {
      const Item& item = form.item(node);
      if (item.is_group()) form.add_repeat(node);
      else form.set_answers(node, {answer_to(item, last)});
    }
  }
}

TEST_P(OurForms, CanBeFilledInToTheEndWhicheverWayTheAnswersGo) {
  os::SeededRandom random(7);
  for (const bool last : {false, true}) {
    forms::Form filled(form_, random);
    fill_in(filled, last);
    for (const forms::NodeId node : filled.missing()) ADD_FAILURE() << "still missing " << filled.item(node).link_id;
    for (const forms::NodeId node : filled.invalid())
      for (const forms::Issue& issue : filled.issues(node)) {
        if (issue.code != forms::IssueCode::MinOccurs) ADD_FAILURE() << filled.item(node).link_id << ' ' << forms::code_name(issue.code);
      }
    const std::string response = filled.response({.status = "completed"});
    auto back = forms::Form::from_response(form_, random, response);
    ASSERT_TRUE(back) << back.error().detail;
    EXPECT_EQ(back->response({.status = "completed"}), response);
  }
}

TEST(NeedsAssessment, AsksAtLeastAHundredAndTwentyQuestions) {
  const auto needs = form("needs-assessment");
  const size_t questions = std::count_if(needs->items().begin(), needs->items().end(), [](const Item& item) { return item.is_question(); });
  EXPECT_GE(questions, 120u);
}

// Eligibility Criteria Regulations 2015, reg 2: ten outcomes, four meanings of unable, evidence and what already meets each.
TEST(NeedsAssessment, AsksAboutTheTenOutcomesEachOnItsPageWithEvidence) {
  const auto needs = form("needs-assessment");
  for (int number = 1; number <= 10; ++number) {
    const std::string id = "a" + std::to_string(number);
    const Item& page = needs->item(needs->find(id));
    EXPECT_EQ(page.control, forms::Control::Page);
    EXPECT_EQ((*page.node)["code"][0]["code"].string(), "A" + std::to_string(number));
    for (const char* part : {".can", ".why", ".help", ".often", ".met", ".words"}) ASSERT_NE(needs->find(id + part), kNoItem) << id << part;
    EXPECT_TRUE(needs->item(needs->find(id + ".can")).required);
    EXPECT_TRUE(needs->item(needs->find(id + ".words")).required);
    const Item& why = needs->item(needs->find(id + ".why"));
    EXPECT_TRUE(why.required && why.repeats);
    EXPECT_EQ(why.options.size(), 4u);
    EXPECT_EQ(why.conditions.size(), 2u);
  }
}

TEST(NeedsAssessment, LeavesTheDecisionToTheWorkerAndAsksForWrittenReasons) {
  const auto needs = form("needs-assessment");
  for (const char* id : {"d1.yes", "d1.words", "d2.yes", "d3.yes", "d3.words", "d.eligible", "d.why", "d.resident"}) {
    const Item& item = needs->item(needs->find(id));
    EXPECT_TRUE(item.required) << id;
    EXPECT_TRUE(item.initial.empty() && !item.read_only) << id;
  }
  const Item& advice = needs->item(needs->find("d.advice"));
  EXPECT_TRUE(advice.required);
  ASSERT_EQ(advice.conditions.size(), 1u);
  EXPECT_EQ(advice.conditions[0].question, needs->find("d.eligible"));
  for (int area = 1; area <= 9; ++area) EXPECT_TRUE(needs->item(needs->find("w" + std::to_string(area) + ".impact")).required);
}

// Domain section 3: reg 3 has eight outcomes and, unlike reg 2, no "takes significantly longer".
TEST(CarersAssessment, HasEightOutcomesAndThreeMeaningsOfUnable) {
  const auto carers = form("carers-assessment");
  for (int number = 1; number <= 8; ++number) EXPECT_EQ(carers->item(carers->find("c" + std::to_string(number) + ".why")).options.size(), 3u);
  EXPECT_EQ(carers->find("c9"), kNoItem);
}

TEST(CapacityAssessment, IsNothingWithoutANamedDecisionAndLooksAtFunctionBeforeCause) {
  const auto capacity = form("mental-capacity-assessment");
  EXPECT_TRUE(capacity->item(capacity->find("decision.what")).required);
  EXPECT_FALSE(capacity->item(capacity->find("decision.what")).repeats);
  for (int row = 1; row <= 4; ++row) EXPECT_TRUE(capacity->item(capacity->find("f" + std::to_string(row) + ".words")).required);
  EXPECT_LT(capacity->find("f4.words"), capacity->find("link.impairment"));
}

TEST(CapacityAssessment, AsksForTheCauseOnlyWhereSomethingCannotBeDone) {
  os::SeededRandom random(3);
  forms::Form draft(form("mental-capacity-assessment"), random);
  EXPECT_FALSE(draft.node(draft.find("link.impairment")).enabled);
  draft.set_answers(draft.find("f3.able"), {forms::Answer::boolean(false)});
  EXPECT_TRUE(draft.node(draft.find("link.impairment")).enabled);
  EXPECT_FALSE(draft.node(draft.find("best.decision")).enabled);
  draft.set_answers(draft.find("conclusion.is"), {forms::Answer(draft.item(draft.find("conclusion.is")).options.back().value)});
  EXPECT_TRUE(draft.node(draft.find("best.decision")).enabled);
}

TEST(SafeguardingConcern, OffersTheElevenTypesAndAsksWhyWhenThereIsNoConsent) {
  os::SeededRandom random(3);
  forms::Form draft(form("safeguarding-concern"), random);
  EXPECT_EQ(draft.item(draft.find("abuse.type")).options.size(), 11u);
  EXPECT_FALSE(draft.node(draft.find("consent.override")).enabled);
  draft.set_answers(draft.find("consent.given"), {forms::Answer::coding(std::string(kCodes) + "raise-consent", "no", "")});
  EXPECT_TRUE(draft.node(draft.find("consent.override")).enabled);
}

// The plan is begun from the assessment; this is the other end of the paths that app/tablet/state reads.
TEST(NeedsAssessment, TellsThePlanWhatCannotBeDoneAndWhatIsWanted) {
  os::SeededRandom random(9);
  forms::Form draft(form("needs-assessment"), random);
  draft.set_answers(draft.find("a4.can"), {forms::Answer(draft.item(draft.find("a4.can")).options[1].value)});
  draft.set_answers(draft.find("a10.can"), {forms::Answer(draft.item(draft.find("a10.can")).options[2].value)});
  draft.set_answers(draft.find("a2.can"), {forms::Answer(draft.item(draft.find("a2.can")).options[0].value)});
  draft.set_answers(draft.find("me.want.what"), {forms::Answer::string("eat a hot meal I have chosen")});
  record::Record response;
  response.type = record::RecordType{3};
  response.fields["head/kind"].value = record::atom("needs");
  for (const forms::FieldEdit& edit : draft.fields()) response.fields[edit.path].value = edit.to;
  const state::AssessmentFindings found = state::findings_in({response});
  EXPECT_EQ(found.needs, (std::vector<std::string>{"A4", "A10"}));
  EXPECT_EQ(found.wanted, (std::vector<std::string>{"eat a hot meal I have chosen"}));
}

}  // namespace
}  // namespace assets
