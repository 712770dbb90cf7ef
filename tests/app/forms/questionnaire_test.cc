#include "app/forms/questionnaire.h"

#include <gtest/gtest.h>

#include <set>

#include "app/forms/value_sets.h"
#include "tests/app/forms/corpus.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

std::string fault_of(const std::string& json) {
  const auto read = Questionnaire::parse(json);
  return read ? "no error" : read.error().detail;
}

}  // namespace

TEST(Questionnaire, ReadsEveryPublicForm) {
  const auto files = corpus_files();
  if (files.empty()) GTEST_SKIP() << "no ../shared/fhir";
  for (const auto& file : files) {
    const auto read = Questionnaire::parse(read_file(file));
    EXPECT_TRUE(read) << file.filename() << ": " << (read ? "" : read.error().detail);
  }
}

TEST(Questionnaire, SaysPlainlyWhatIsWrongWithABrokenFile) {
  EXPECT_EQ(fault_of("{\"resourceType\":\"Questionnaire\",\n  oops}"), "line 2, column 3: not JSON (syntax error)");
  EXPECT_EQ(fault_of(""), "line 1, column 1: the file ends too soon");
  EXPECT_EQ(fault_of("{\"resourceType\":\"Questionnaire\"} x"), "line 1, column 34: not JSON (more text after the end)");
  EXPECT_EQ(fault_of("[]"), "not a Questionnaire: the file holds no JSON object");
  EXPECT_EQ(fault_of("{}"), "not a Questionnaire: no resourceType");
  EXPECT_EQ(fault_of(R"({"resourceType":"Patient"})"), "not a Questionnaire: it is a Patient");
  EXPECT_EQ(fault_of(R"({"resourceType":"Questionnaire","item":{}})"), "\"item\" is not a list");
  EXPECT_EQ(fault_of(R"({"resourceType":"Questionnaire","item":[{"linkId":"g","type":"group","item":[{"type":"string"}]}]})"), "item 1 in item \"g\" has no linkId");
  std::string deep = R"({"resourceType":"Questionnaire")";
  for (int i = 0; i < 10'000; ++i) deep += R"(,"item":[{"linkId":"a","type":"group")";
  EXPECT_NE(fault_of(deep).find("nested too deeply"), std::string::npos);
}

TEST(Questionnaire, KeepsWhatItDoesNotKnow) {
  const auto form = definition_of(R"({"linkId":"q","type":"hologram","text":"Turn it","modifierExtension":[{"url":"urn:x","valueBoolean":true}],"extension":[{"url":"urn:y","valueString":"kept"}]})");
  const Item& item = form->item(0);
  EXPECT_EQ(item.type, ItemType::Unknown);
  EXPECT_EQ(item.type_name, "hologram");
  EXPECT_FALSE(item.is_asked());
  EXPECT_EQ((*item.node)["modifierExtension"][0]["url"].string(), "urn:x");
  EXPECT_EQ(extension_of(*item.node, "urn:y")["valueString"].string(), "kept");
  EXPECT_EQ(form->warnings().size(), 1u);
}

TEST(Questionnaire, KnowsHowItsItemsWantToBeDrawn) {
  const auto form = definition_of(R"({"linkId":"q","type":"quantity","text":"Weight","prefix":"1.","readOnly":true,
    "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"slider"}]}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue","valueInteger":5},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":{"system":"u","code":"kg","display":"kilogram"}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":{"system":"u","code":"[st]","display":"stone"}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation","valueCode":"horizontal"},
      {"url":"http://hl7.org/fhir/StructureDefinition/entryFormat","valueString":"in kg"}],
    "item":[{"linkId":"h","type":"display","text":"Without shoes","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"help"}]}}]},
      {"linkId":"d","type":"display","text":"A line of its own"}]})");
  const Item& item = form->item(0);
  EXPECT_EQ(item.control, Control::Slider);
  EXPECT_EQ(item.limits->slider_step, 5);
  EXPECT_EQ(item.units.size(), 2u);
  EXPECT_EQ(item.orientation, Orientation::Horizontal);
  EXPECT_EQ(item.entry_format, "in kg");
  ASSERT_EQ(item.decorations.size(), 1u);
  EXPECT_EQ(form->item(item.decorations[0]).text, "Without shoes");
  EXPECT_FALSE(form->item(2).decorates);
}

TEST(Questionnaire, SpeaksTheLanguageInUseWhereItCan) {
  const auto form = definition_of(R"({"linkId":"q","type":"choice","text":"Who?","_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation",
    "extension":[{"url":"lang","valueCode":"cy"},{"url":"content","valueString":"Pwy?"}]}]},
    "answerOption":[{"valueCoding":{"code":"m","display":"Me","_display":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation",
    "extension":[{"url":"lang","valueCode":"cy-GB"},{"url":"content","valueString":"Fi"}]}]}}}]})");
  EXPECT_EQ(form->text(form->item(0), "cy"), "Pwy?");
  EXPECT_EQ(form->text(form->item(0), "de"), "Who?");
  EXPECT_EQ(form->text(form->item(0).options[0], "cy"), "Fi");
  EXPECT_EQ(form->text(form->item(0).options[0], ""), "Me");
}

TEST(Questionnaire, TakesOptionsFromAValueSetInTheFormOrAtHand) {
  const std::string set = R"(,"contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[{"code":"a","display":"A"},{"code":"b"}]}]}}])";
  const auto inside = definition_of(R"({"linkId":"q","type":"choice","answerValueSet":"#v"})", set);
  ASSERT_EQ(inside->item(0).options.size(), 2u);
  EXPECT_EQ(inside->item(0).options[0].value.system, "s");
  const auto sets = ValueSets::parse(R"({"urn:v":[{"system":"s","code":"x","display":"X"}]})");
  const auto outside = Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[{"linkId":"q","type":"choice","answerValueSet":"urn:v|2"}]})", &*sets);
  ASSERT_TRUE(outside);
  EXPECT_EQ((*outside)->item(0).options.size(), 1u);
}

TEST(Questionnaire, BearsALinkIdUsedTwice) {
  Form form = form_of(R"({"linkId":"q","type":"string"},{"linkId":"q","type":"string"})");
  EXPECT_EQ(form.definition().warnings().size(), 1u);
  const NodeId second = form.node(kRoot).children[1];
  EXPECT_EQ(form.path(second), "_/q~2");
  form.set_answers(second, {Answer::string("x")});
  const Form back = Form::restore(form.shared_definition(), test_random(), fields_of(form));
  EXPECT_EQ(back.node(second).answers.size(), 1u);
  const auto imported = Form::from_response(form.shared_definition(), test_random(), form.response());
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->response(), form.response());
}

TEST(Questionnaire, NamesNoTwoFieldsAlikeHoweverOddTheLinkIds) {
  const auto form = definition_of(R"({"linkId":"head","type":"group","item":[{"linkId":"a/b","type":"string"},{"linkId":"a%2Fb","type":"string"},{"linkId":"#1","type":"string"},
    {"linkId":"@order","type":"string"},{"linkId":"~","type":"string"},{"linkId":")" + std::string(500, 'x') + R"(","type":"string"}]},{"linkId":"_","type":"group","item":[{"linkId":"q","type":"string"}]},{"linkId":"q2","type":"string"})");
  Form live(form, test_random());
  std::set<std::string> paths;
  for (NodeId id = 1; id < live.node_count(); ++id) {
    const std::string path = live.path(id);
    EXPECT_TRUE(paths.insert(path).second) << path;
    EXPECT_EQ(live.node_at(path), id) << path;
    EXPECT_NE(record::section_of(path), record::kHeadSection);
  }
}

TEST(Questionnaire, TellsAuthorsOfCircles) {
  const auto form = definition_of(R"({"linkId":"a","type":"boolean","enableWhen":[{"question":"b","operator":"exists","answerBoolean":true}]},
    {"linkId":"b","type":"boolean","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}]})");
  ASSERT_EQ(form->warnings().size(), 1u);
  EXPECT_EQ(form->warnings()[0].link_id, "b");
  EXPECT_EQ(form->warnings()[0].reason, "its answer decides about \"a\", which decides about it");
}

TEST(Questionnaire, CarriesAnInitialValueOfAKindItDoesNotKnow) {
  const Form form = form_of(R"({"linkId":"q","type":"string","initial":[{"valueAge":{"value":81.0}}]})");
  EXPECT_NE(form.response().find(R"("answer":[{"valueAge":{"value":81.0}}])"), std::string::npos);
}

}  // namespace forms
