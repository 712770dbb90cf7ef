// What a form and its parts are called where nobody named them.
#include <gtest/gtest.h>

#include "app/forms/names.h"
#include "app/forms/words.h"

namespace forms {
namespace {

std::shared_ptr<const Questionnaire> form_saying(const std::string& members) {
  auto form = Questionnaire::parse(R"({"resourceType":"Questionnaire",)" + members + "}");
  EXPECT_TRUE(form) << (form ? "" : form.error().detail);
  return form ? *form : nullptr;
}

}  // namespace

TEST(Names, AnIdentifierIsReadAsWords) {
  EXPECT_EQ(in_words("FallsRisk_assessment"), "Falls risk assessment");
  EXPECT_EQ(in_words("PHQ9Questionnaire"), "PHQ9 questionnaire");
  EXPECT_EQ(in_words("AgedCareQIPrototype"), "Aged care QI prototype");
  EXPECT_EQ(in_words("Already some words"), "Already some words");
  EXPECT_EQ(in_words("practice-questionnaire-test2"), "Practice questionnaire test2");
  EXPECT_EQ(in_words("__"), "");
  EXPECT_EQ(in_words(""), "");
}

TEST(Names, AFormWithoutATitleIsCalledByWhatItSaysOfItself) {
  EXPECT_EQ(title_of(*form_saying(R"("title":"A title","name":"Name")"), ""), "A title");
  EXPECT_EQ(title_of(*form_saying(R"("name":"HomeVisit","url":"http://x.test/Questionnaire/other")"), ""), "Home visit");
  EXPECT_EQ(title_of(*form_saying(R"("code":[{"code":"1","display":"Pain score"}],"url":"http://x.test/q")"), ""), "Pain score");
  EXPECT_EQ(title_of(*form_saying(R"("url":"http://x.test/Questionnaire/ValidateQuantity","id":"f")"), ""), "Validate quantity");
  EXPECT_EQ(title_of(*form_saying(R"("id":"client-registration")"), ""), "Client registration");
  EXPECT_EQ(title_of(*form_saying(R"("status":"draft")"), ""), "");
}

TEST(Names, AQuestionWithoutTextIsNamedByWhatStandsBesideIt) {
  const std::string control = R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"flyover"}]}}])";
  const auto form = form_saying(R"("item":[{"linkId":"a","type":"string","item":[{"linkId":"a.f","type":"display","text":"First name",)" + control + R"(}]},
    {"linkId":"b","type":"string","code":[{"code":"1","display":"Family name"}]},{"linkId":"c","type":"string","text":"Own words","item":[{"linkId":"c.f","type":"display","text":"Help",)" + control + R"(}]},{"linkId":"d","type":"string"}])");
  const auto called = [&](const char* link_id) { return text_of(*form, form->item(form->find(link_id)), {}); };
  EXPECT_EQ(called("a"), "First name");
  EXPECT_EQ(named_by(*form, form->item(form->find("a")), ""), form->find("a.f"));
  EXPECT_EQ(called("b"), "Family name");
  EXPECT_EQ(called("c"), "Own words");
  EXPECT_EQ(named_by(*form, form->item(form->find("c")), ""), kNoItem);
  EXPECT_EQ(called("d"), "");
}

TEST(Names, WordsOfAListedAnswerAreSaidInTheLanguageOfTheScreen) {
  const auto form = form_saying(R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[{"code":"r","display":"Red","designation":[{"language":"cy","value":"Coch"}]}]}]}}],
    "item":[{"linkId":"a","type":"string","answerValueSet":"#v"}])");
  const Item& item = form->item(0);
  ASSERT_EQ(item.options.size(), 1u);
  EXPECT_EQ(item.options[0].value.kind, AnswerKind::String);
  EXPECT_EQ(item.options[0].value.text, "r");
  EXPECT_EQ(form->text(item.options[0], "en"), "Red");
  EXPECT_EQ(form->text(item.options[0], "cy"), "Coch");
}

}  // namespace forms
