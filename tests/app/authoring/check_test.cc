#include "app/authoring/check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/authoring/stats.h"
#include "tests/app/forms/corpus.h"

namespace authoring {
namespace {

const CheckOptions kNoLanguages{.value_sets = nullptr, .languages = {}, .ruler = {}};

std::string form(const std::string& items, const std::string& more = "") {
  return "{\"resourceType\":\"Questionnaire\",\"url\":\"https://council.example.org/f\",\"version\":\"1\",\"status\":\"draft\",\"title\":\"Form\"" + more + ",\n\"item\":[\n" + items + "\n]}";
}

// "rule line:column linkId" for each finding.
std::string findings(const std::string& text, const CheckOptions& options = kNoLanguages) {
  std::string out;
  for (const Finding& each : check(text, options))
    out += (out.empty() ? "" : " | ") + std::string(words_of(each.rule).name) + " " + std::to_string(each.at.line) + ":" + std::to_string(each.at.column) + (each.link_id.empty() ? "" : " " + each.link_id);
  return out;
}

const std::string kYesNo = R"("type":"choice","answerOption":[{"valueCoding":{"code":"y","display":"Yes"}},{"valueCoding":{"code":"n","display":"No"}}])";
std::string ask(const std::string& link_id, const std::string& rest) { return R"({"linkId":")" + link_id + R"(","text":"Asked",)" + rest + "}"; }
std::string boolean(const std::string& link_id, const std::string& rest = "") { return ask(link_id, R"("type":"boolean")" + rest); }
std::string fhirpath(const std::string& url, const std::string& expression) {
  return R"({"url":")" + url + R"(","valueExpression":{"language":"text/fhirpath","expression":")" + expression + R"("}})";
}
const std::string kSdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

TEST(Check, AGoodFormHasNothingSaidAgainstIt) { EXPECT_EQ(findings(form(boolean("a") + ",\n" + ask("b", kYesNo))), ""); }

TEST(Check, EveryRuleHasAnAdviceThatIsASentenceAndANameOfItsOwn) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < size_t(Rule::Count); ++i) {
    const RuleWords& words = words_of(Rule(i));
    EXPECT_TRUE(names.insert(words.name).second) << words.name;
    EXPECT_EQ(words.advice.back(), '.') << words.name;
  }
}

TEST(Check, WhatIsNoFormSaysWhy) {
  EXPECT_EQ(findings("{\n  \"resourceType\": \"Questionnaire\",\n  \"item\": [\n}"), "not-json 4:1");
  EXPECT_EQ(findings("{\"resourceType\":\"Patient\"}"), "not-a-form 1:1");
  EXPECT_EQ(findings("[]"), "not-a-form 1:1");
  EXPECT_EQ(findings(form(R"({"type":"group","text":"No name","item":[{"text":"nor I","type":"boolean"}]})")), "no-link-id 3:1 | no-link-id 3:42");
  EXPECT_EQ(findings("{\"resourceType\":\"Questionnaire\",\"url\":\"u\",\"version\":\"1\",\"item\":{}}"), "wrong-kind 1:64");
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += R"({"linkId":"d)" + std::to_string(i) + R"(","type":"group","text":"g","item":[)";
  deep += boolean("x");
  for (int i = 0; i < 40; ++i) deep += "]}";
  EXPECT_EQ(findings(form(deep)).substr(0, 13), "too-large 1:1");
}

TEST(Check, MembersAndExtensionsNobodyKnowsAreNamedOnce) {
  EXPECT_EQ(findings(form(boolean("a", ",\n\"enabledWhen\":[],\n\"required\":\"true\""))), "unknown-member 4:15 a | wrong-kind 5:12 a");
  const std::string odd = R"(,"extension":[{"url":"http://vendor.example/odd","valueBoolean":true}])";
  const auto found = check(form(boolean("a", odd) + ",\n" + boolean("b", odd)), kNoLanguages);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].link_id, "a");
  EXPECT_NE(found[0].problem.find("(2 times in the form)"), std::string::npos);
  EXPECT_EQ(findings(form(boolean("a", R"(,"modifierExtension":[{"url":"http://vendor.example/odd"}])"))), "unknown-modifier 3:68 a");
}

TEST(Check, AnExtensionOfTheStandardThatNothingHereActsOnIsSaidToHaveNoEffect) {
  const auto with = [](const std::string& url) { return findings(form(boolean("a", R"(,"extension":[{"url":")" + url + R"(","valueString":"x"}])"))); };
  EXPECT_EQ(with("http://hl7.org/fhir/StructureDefinition/rendering-styleSensitive"), "extension-without-effect 3:60 a");
  EXPECT_EQ(with("http://hl7.org/fhir/StructureDefinition/rendering-style"), "");
  EXPECT_EQ(with(kSdc + "choiceColumn"), "extension-without-effect 3:60 a");
  EXPECT_EQ(with("http://hl7.org/fhir/StructureDefinition/designNote"), "");
  EXPECT_EQ(with("http://vendor.example/odd"), "unknown-extension 3:60 a");
}

TEST(Check, ItemsThatCannotBeWhatTheySay) {
  EXPECT_EQ(findings(form(ask("a", R"("type":"colour")"))), "unknown-type 3:37 a");
  EXPECT_EQ(findings(form(boolean("a") + ",\n" + boolean("a"))), "duplicate-link-id 4:11 a");
  EXPECT_EQ(findings(form(R"({"linkId":"a","type":"boolean"})")), "no-text 3:1 a");
  EXPECT_EQ(findings(form(ask("a", R"("type":"display","required":true,"repeats":false)"))), "not-for-display 3:58 a");
  EXPECT_EQ(findings(form(ask("a", R"("type":"group")"))), "empty-group 3:1 a");
  EXPECT_EQ(findings(form(boolean("a", R"(,"required":true,"readOnly":true)"))), "required-read-only 3:58 a");
  const std::string hidden = R"(,"required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true})";
  EXPECT_EQ(findings(form(boolean("a", hidden + "]"))), "required-hidden 3:58 a");
  EXPECT_EQ(findings(form(boolean("a", hidden + "," + fhirpath(kSdc + "calculatedExpression", "true") + "]"))), "") << "it answers itself";
}

TEST(Check, ChoicesWithNothingToChooseFrom) {
  EXPECT_EQ(findings(form(ask("a", R"("type":"choice")"))), "no-options 3:1 a");
  EXPECT_EQ(findings(form(ask("a", R"("type":"choice","answerValueSet":"http://council.example.org/vs")"))), "value-set-not-at-hand 3:63 a");
  const auto sets = forms::ValueSets::parse(R"({"http://council.example.org/vs":[{"code":"y","display":"Yes"}]})");
  EXPECT_EQ(findings(form(ask("a", R"("type":"choice","answerValueSet":"http://council.example.org/vs")")), {.value_sets = &*sets, .languages = {}, .ruler = {}}), "");
  EXPECT_EQ(findings(form(ask("a", R"("type":"choice","answerOption":[{"valueCoding":{"code":"y"}},{"valueCoding":{"code":"n","display":"No"}},{"valueCoding":{"code":"n","display":"No"}}])"))),
            "no-display 3:62 a | duplicate-option 3:135 a");
  EXPECT_EQ(findings(form(ask("a", kYesNo + R"(,"initial":[{"valueCoding":{"code":"x"}}])"))), "initial-not-an-option 3:162 a");
  EXPECT_EQ(findings(form(boolean("a", R"(,"initial":[{"valueInteger":1}])"))), "initial-of-another-type 3:57 a");
}

TEST(Check, LimitsThatNoAnswerSatisfies) {
  const std::string url = "http://hl7.org/fhir/StructureDefinition/";
  EXPECT_EQ(findings(form(ask("a", R"("type":"integer","extension":[{"url":")" + url + R"(minValue","valueInteger":9},{"url":")" + url + R"(maxValue","valueInteger":3}])"))), "limits-crossed 3:60 a");
  EXPECT_EQ(findings(form(ask("a", R"("type":"string","maxLength":3,"extension":[{"url":")" + url + R"(minLength","valueInteger":9}])"))), "limits-crossed 3:73 a");
  EXPECT_EQ(findings(form(ask("a", R"("type":"string","extension":[{"url":")" + url + R"(regex","valueString":"x(?=y)z"}])"))).substr(0, 10), "bad-regex ");
  EXPECT_EQ(findings(form(boolean("a", R"(,"extension":[{"url":")" + url + R"(questionnaire-minOccurs","valueInteger":2}])"))).substr(0, 21), "limit-without-repeats");
}

std::string when(const std::string& question, const std::string& op, const std::string& answer) {
  return R"(,"enableWhen":[{"question":")" + question + R"(","operator":")" + op + R"(",)" + answer + "}]";
}

TEST(Check, ConditionsThatNeverHoldAndWhatIsNeverAskedBecauseOfThem) {
  EXPECT_EQ(findings(form(boolean("a", when("z", "=", R"("answerBoolean":true)")))), "never-asked 3:60 a | condition-on-nothing 3:73 a");
  EXPECT_EQ(findings(form(ask("q", kYesNo) + ",\n" + boolean("a", when("q", "=", R"("answerCoding":{"code":"maybe"})")))), "never-asked 4:60 a | dead-condition 4:61 a");
  EXPECT_EQ(findings(form(ask("q", kYesNo) + ",\n" + boolean("a", when("q", "=", R"("answerCoding":{"code":"y"})")))), "");
  EXPECT_EQ(findings(form(ask("q", kYesNo) + ",\n" + boolean("a", when("q", "!=", R"("answerCoding":{"code":"maybe"})")))), "") << "it always holds, which is odd and not dead";
  EXPECT_EQ(findings(form(boolean("q") + ",\n" + boolean("a", when("q", "=", R"("answerString":"true")")))), "never-asked 4:60 a | condition-of-another-type 4:61 a");
  EXPECT_EQ(findings(form(ask("q", R"("type":"display")") + ",\n" + boolean("a", when("q", "exists", R"("answerBoolean":true)")))), "never-asked 4:60 a | condition-on-no-question 4:61 a");
  const std::string limited = R"("type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}])";
  EXPECT_EQ(findings(form(ask("q", limited) + ",\n" + boolean("a", when("q", ">", R"("answerInteger":10)")))), "never-asked 4:60 a | dead-condition 4:61 a");
  EXPECT_EQ(findings(form(ask("q", limited) + ",\n" + boolean("a", when("q", ">=", R"("answerInteger":10)")))), "");
  EXPECT_EQ(findings(form(boolean("a", when("z", "=", R"("answerBoolean":true)")) + ",\n" + boolean("b", when("a", "=", R"("answerBoolean":true)")))),
            "never-asked 3:60 a | condition-on-nothing 3:73 a | never-asked 4:60 b | dead-condition 4:61 b");
}

TEST(Check, CirclesOfConditionsAndOfCalculations) {
  EXPECT_EQ(findings(form(boolean("a", when("b", "=", R"("answerBoolean":false)")) + ",\n" + boolean("b", when("a", "=", R"("answerBoolean":false)")))), "condition-loop 4:1 b");
  const auto calculated = [](const std::string& of) { return R"("type":"integer","extension":[)" + fhirpath(kSdc + "calculatedExpression", "%resource.item.where(linkId='" + of + "').answer.value + 1") + "]"; };
  EXPECT_EQ(findings(form(ask("a", calculated("b")) + ",\n" + ask("b", calculated("a")))), "calculation-loop 3:60 a | calculation-loop 4:60 b");
}

TEST(Check, ExpressionsArePointedIntoEvenBehindEscapes) {
  const auto with = [](const std::string& expression) { return form(ask("a", R"("type":"integer","extension":[)" + std::string("\n") + fhirpath(kSdc + "calculatedExpression", expression) + "]")); };
  EXPECT_EQ(findings(with("1 +")), "bad-expression 4:159 a");
  EXPECT_EQ(findings(with("\\u0031 + + + )")), "bad-expression 4:169 a");
  EXPECT_EQ(findings(with("2 * %wieght")), "unknown-variable 4:160 a");
  EXPECT_EQ(findings(with("%patient.birthDate.exists().toInteger()")), "");
  EXPECT_EQ(findings(with("%resource.item.where(linkId='gone').answer.value")), "expression-names-nothing 4:1 a");
  EXPECT_EQ(findings(with("code.coding.count()")), "") << "an element called code, not the type";
}

TEST(Check, AnswersThatNothingCouldBeMadeOfAreNamed) {
  const std::string patient = R"("extension":[{"url":")" + kSdc + R"(itemExtractionContext","valueCode":"Patient"}])", definition = R"(,"definition":"http://hl7.org/fhir/StructureDefinition/Patient#Patient.)";
  const auto of_patient = [&](const std::string& items, const std::string& more = "") { return findings(form(items, "," + patient + more)); };
  EXPECT_EQ(of_patient(boolean("a", definition + "deceased[x]\"") + "," + ask("b", R"("type":"date")" + definition + "birthDate\"") + "," + ask("c", R"("type":"string","definition":"http://example.org/of#Other.thing")")), "");
  EXPECT_EQ(of_patient(boolean("a", ",\n" + definition.substr(1) + "birthDate\"") + ",\n" + ask("b", R"("type":"date")" + definition + "shoes.size\"")), "not-extracted 4:14 a | not-extracted 5:57 b");
  EXPECT_EQ(findings(form(boolean("a"), R"(,"extension":[{"url":")" + kSdc + R"(itemExtractionContext","valueCode":"Pateint"}])")), "not-extracted 1:1");
  const auto observed = [](const std::string& value) { return R"(,"extension":[{"url":")" + kSdc + R"(observationExtract",)" + value + "}]"; };
  const std::string code = R"(,"code":[{"system":"s","code":"c"}])";
  EXPECT_EQ(findings(form(boolean("a", code + observed(R"("valueBoolean":true)")))), "");
  EXPECT_EQ(findings(form(boolean("a", observed(R"("valueBoolean":true)")))), "not-extracted 3:60 a");
  EXPECT_EQ(findings(form(boolean("a", code + observed(R"("valueCode":"component")")))), "not-extracted 3:95 a");
  const std::string panel = R"("type":"group")" + code + observed(R"("valueBoolean":true)") + R"(,"item":[)" + boolean("a", code + observed(R"("valueCode":"component")")) + "]";
  EXPECT_EQ(findings(form(ask("g", panel))), "");
}

TEST(Check, WhatIsNotTranslatedIsListedOnceAFormHasBegunToBe) {
  const CheckOptions welsh{.value_sets = nullptr, .languages = {"cy"}, .ruler = {}};
  const std::string cy = R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"cy"},{"url":"content","valueString":"Gofynnwyd"}]}]})";
  EXPECT_EQ(findings(form(boolean("a") + ",\n" + boolean("b")), welsh), "no-translation 1:1");
  EXPECT_EQ(findings(form(boolean("a", ",\"_text\":" + cy) + ",\n" + boolean("b")), welsh), "not-translated 1:110 | not-translated 4:22 b");
  EXPECT_EQ(findings(form(boolean("a"), R"(,"language":"cy")"), welsh), "");
}

TEST(Check, WordsThatDoNotFitAtTheLargestTextSize) {
  std::string sentence;
  for (int i = 0; i < 200; ++i) sentence += "word ";
  EXPECT_EQ(findings(form(R"({"linkId":"a","type":"boolean","text":")" + sentence + "\"}")), "long-text 3:39 a");
  EXPECT_EQ(findings(form(R"({"linkId":"a","type":"boolean","text":"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"})")), "long-word 3:39 a");
  EXPECT_EQ(findings(form(R"({"linkId":"g","type":"group","text":")" + sentence + R"(","item":[)" + boolean("a") + "]}")), "long-heading 3:37 g");
  const CheckOptions narrow{.value_sets = nullptr, .languages = {}, .ruler = [](std::string_view words, bool) { return float(words.size()) * 0.01f; }};
  EXPECT_EQ(findings(form(R"({"linkId":"a","type":"boolean","text":")" + sentence + "\"}"), narrow), "") << "the ruler decides";
}

TEST(Check, APartOfAFormIsNotHeldToWhatIsInTheOthers) {
  const std::string part = R"(,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-assemble-expectation","valueCode":"assemble-child"}])";
  EXPECT_EQ(findings(form(boolean("a", when("elsewhere", "=", R"("answerBoolean":true)")), part)), "not-assembled 1:130");
}

TEST(Check, ItemsOfAFormInABundleAreFoundWhereTheyAreWritten) {
  const std::string bundle = "{\"resourceType\":\"Bundle\",\"entry\":[\n{\"resource\":" + form(boolean("a") + ",\n" + ask("b", R"("type":"choice")")) + "}]}";
  EXPECT_EQ(findings(bundle), "no-options 5:11 b");
}

TEST(Check, OurOwnFormsAreFaultless) {
  for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(DOORSTEP_SOURCE_DIR) / "assets/forms"))
    if (file.path().extension() == ".json") {
      EXPECT_EQ(findings(forms::read_file(file.path()), {}), "") << file.path();
    }
}

TEST(Check, ThePublicFormsAreReadToTheirEndsAndEveryWarningOfTheEngineIsTold) {
  const auto files = forms::corpus_files();
  if (files.empty()) GTEST_SKIP() << "no FHIR test material beside this checkout";
  for (const auto& file : files) {
    const std::string text = forms::read_file(file);
    const auto found = check(text, {});
    const auto read = forms::Questionnaire::parse(text);
    if (!read) {
      EXPECT_FALSE(found.empty()) << file;
      continue;
    }
    const bool part = std::any_of(found.begin(), found.end(), [](const Finding& each) { return each.rule == Rule::NotAssembled; });
    for (const forms::Warning& warning : (*read)->warnings()) {
      const bool told = std::any_of(found.begin(), found.end(), [&](const Finding& each) { return each.link_id == warning.link_id; });
      EXPECT_TRUE(told || part) << file << ": " << warning.link_id << ": " << warning.reason;
    }
  }
}

TEST(Check, NoTextWhateverMakesItFail) {
  const std::string whole = form(boolean("a", when("b", "=", R"("answerBoolean":false)")) + ",\n" + ask("b", kYesNo));
  for (size_t cut = 0; cut < whole.size(); ++cut) (void)check(whole.substr(0, cut));
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string broken = whole;
    broken[at] = char(broken[at] ^ 0x11);
    (void)check(broken);
  }
}

TEST(Stats, CountWhatAFormHolds) {
  const auto read = forms::Questionnaire::parse(form(R"({"linkId":"g","type":"group","text":"Group","item":[)" + boolean("a", R"(,"required":true)") + "," + ask("b", kYesNo + R"(,"repeats":true)") + "]}"));
  const Stats stats = stats_of(**read, 100);
  EXPECT_EQ(stats.items, 3u);
  EXPECT_EQ(stats.questions, 2u);
  EXPECT_EQ(stats.required, 1u);
  EXPECT_EQ(stats.repeating, 1u);
  EXPECT_EQ(stats.depth, 2u);
  EXPECT_EQ(stats.options, 2u);
  EXPECT_EQ(stats.by_type.at("choice"), 1u);
  EXPECT_EQ(stats.pages, 1u);
  EXPECT_EQ(stats.longest.front().letters, 5u);
}

}  // namespace
}  // namespace authoring
