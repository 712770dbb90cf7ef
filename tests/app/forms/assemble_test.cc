// Forms made of parts, and value sets worked out from what the form brings.
#include "app/forms/assemble.h"
#include "app/forms/value_sets.h"
#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

const std::string kPart = R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire","valueCanonical":")";

std::string standing_for(const std::string& url, const std::string& prefix = "") {
  std::string out = R"({"linkId":"part-)" + url + prefix + R"(","type":"display","text":"not at hand",)" + kPart + url + "\"}";
  if (!prefix.empty()) out += R"(,{"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{"name":"linkIdPrefix","language":"text/fhirpath","expression":"')" + prefix + "'\"}}";
  return out + "]}";
}

std::string questionnaire(const std::string& url, const std::string& items, const std::string& more = "") {
  return R"({"resourceType":"Questionnaire","url":")" + url + R"(","status":"draft")" + more + R"(,"item":[)" + items + "]}";
}

std::string link_ids(const Questionnaire& form) {
  std::string out;
  for (const Item& item : form.items()) (out += out.empty() ? "" : " ") += item.link_id;
  return out;
}

std::string codes(const Questionnaire& form, std::string_view link_id) {
  std::string out;
  for (const Option& option : form.item(form.find(link_id)).options) (out += out.empty() ? "" : " ") += option.value.code;
  return out;
}

std::shared_ptr<const Questionnaire> with_value_set(const std::string& compose, const std::string& contained = "", const ValueSets* known = nullptr) {
  auto read = Questionnaire::parse(R"({"resourceType":"Questionnaire","contained":[{"resourceType":"ValueSet","id":"v","compose":)" + compose + "}" + contained +
                                       R"(],"item":[{"linkId":"q","type":"choice","answerValueSet":"#v"}]})", known);
  EXPECT_TRUE(read);
  return *read;
}

const std::string kSystem =
    R"(,{"resourceType":"CodeSystem","url":"urn:aids","concept":[{"code":"walk","display":"To walk","concept":[{"code":"stick"},{"code":"frame","property":[{"code":"indoors","valueBoolean":true}]}]},{"code":"hear","concept":[{"code":"loop"}]}]})";

}  // namespace

TEST(Assemble, AnItemGivesWayToThePartItStandsForWithItsOwnPrefix) {
  const std::string contact = questionnaire("urn:contact", R"({"linkId":"phone","type":"string"},{"linkId":"hours","type":"string","enableWhen":[{"question":"phone","operator":"exists","answerBoolean":true}]})");
  const auto form = Questionnaire::parse(
      questionnaire("urn:whole", R"({"linkId":"g","type":"group","item":[)" + standing_for("urn:contact", "home.") + "," + standing_for("urn:contact|1.0", "work.") + "]}"), nullptr,
      [&](std::string_view canonical) { return canonical.starts_with("urn:contact") ? contact : std::string(); });
  ASSERT_TRUE(form) << form.error().detail;
  EXPECT_EQ(link_ids(**form), "g home.phone home.hours work.phone work.hours");
  Form live(*form, test_random());
  live.set_answers(live.find("home.phone"), {Answer::string("01632 960001")});
  EXPECT_TRUE(live.node(live.find("home.hours")).enabled);
  EXPECT_FALSE(live.node(live.find("work.hours")).enabled);
}

TEST(Assemble, APartsVariablesAreSeenWhereItStandsAndNameItsOwnItems) {
  const std::string scored = questionnaire("urn:scored", R"({"linkId":"a","type":"integer"},{"linkId":"b","type":"integer","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"language":"text/fhirpath","expression":"%a * 2"}}]})",
      R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{"name":"a","language":"text/fhirpath","expression":"item.where(linkId = %linkIdPrefix + 'a').answer.value"}}])");
  const auto form = Questionnaire::parse(questionnaire("urn:whole", R"({"linkId":"one","type":"group","item":[)" + standing_for("urn:scored", "x.") + "]}"), nullptr, [&](std::string_view) { return scored; });
  ASSERT_TRUE(form) << form.error().detail;
  Form live(*form, test_random());
  live.set_answers(live.find("x.a"), {Answer::integer(4)});
  EXPECT_EQ(live.node(live.find("x.b")).answers, Answers{Answer::integer(8)});
}

TEST(Assemble, WhatAPartContainsComesWithItUnderANameOfItsOwn) {
  const auto part = [](const std::string& url, const std::string& code) {
    return questionnaire(url, R"({"linkId":")" + code + R"(.q","type":"choice","answerValueSet":"#list"})",
                         R"(,"contained":[{"resourceType":"ValueSet","id":"list","compose":{"include":[{"system":"s","concept":[{"code":")" + code + "\"}]}]}}]");
  };
  const auto form = Questionnaire::parse(questionnaire("urn:whole", standing_for("urn:one") + "," + standing_for("urn:two")), nullptr,
                                         [&](std::string_view canonical) { return canonical == "urn:one" ? part("urn:one", "a") : part("urn:two", "b"); });
  ASSERT_TRUE(form) << form.error().detail;
  EXPECT_EQ(codes(**form, "a.q"), "a");
  EXPECT_EQ(codes(**form, "b.q"), "b");
}

TEST(Assemble, ABundleBringsTheFormWithItsPartsAndValueSets) {
  const std::string bundle = R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":)" + questionnaire("urn:part", R"({"linkId":"q","type":"choice","answerValueSet":"urn:list"})") +
                             R"(},{"resource":)" + questionnaire("urn:whole", standing_for("urn:part")) + R"(},{"resource":{"resourceType":"ValueSet","url":"urn:list","compose":{"include":[{"system":"s","concept":[{"code":"yes"},{"code":"no"}]}]}}}]})";
  const auto form = Questionnaire::parse(bundle);
  ASSERT_TRUE(form) << form.error().detail;
  EXPECT_EQ((*form)->url(), "urn:whole");
  EXPECT_EQ(codes(**form, "q"), "yes no");
  EXPECT_FALSE(Questionnaire::parse(R"({"resourceType":"Bundle","entry":[]})"));
}

TEST(Assemble, APartThatIsNotAtHandStaysAsItsWordsAndOneThatHoldsItselfIsRefused) {
  const auto alone = Questionnaire::parse(questionnaire("urn:whole", standing_for("urn:gone")));
  ASSERT_TRUE(alone) << alone.error().detail;
  EXPECT_EQ((*alone)->item(0).text, "not at hand");
  const auto loop = Questionnaire::parse(questionnaire("urn:whole", standing_for("urn:loop")), nullptr, [](std::string_view) { return questionnaire("urn:loop", standing_for("urn:loop")); });
  ASSERT_FALSE(loop);
  EXPECT_NE(loop.error().detail.find("holds itself"), std::string::npos) << loop.error().detail;
}

TEST(Assemble, PartsThatMultiplyAreBounded) {
  // Ten parts, each of which holds ten of the next: 10^8 in all.
  const auto bomb = [](std::string_view canonical) {
    const std::string next = "urn:" + std::to_string(std::stoi(std::string(canonical.substr(4))) + 1);
    std::string items;
    for (int i = 0; i < 10; ++i) items += (i ? "," : "") + standing_for(next);
    return questionnaire(std::string(canonical), items);
  };
  const auto form = Questionnaire::parse(questionnaire("urn:whole", standing_for("urn:1")), nullptr, bomb);
  ASSERT_FALSE(form);
  EXPECT_NE(form.error().detail.find("too many parts"), std::string::npos) << form.error().detail;
}

TEST(ValueSets, AreWorkedOutFromCodeSystemsFiltersAndOtherSets) {
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids"}]})", kSystem), "q"), "walk stick frame hear loop");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","filter":[{"property":"concept","op":"is-a","value":"walk"}]}]})", kSystem), "q"), "walk stick frame");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","filter":[{"property":"concept","op":"descendent-of","value":"walk"}]}]})", kSystem), "q"), "stick frame");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","filter":[{"property":"concept","op":"is-not-a","value":"walk"}]}]})", kSystem), "q"), "hear loop");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","filter":[{"property":"indoors","op":"=","value":"true"}]}]})", kSystem), "q"), "frame");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","filter":[{"property":"code","op":"regex","value":"[a-k].*"}]}]})", kSystem), "q"), "frame hear");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","filter":[{"property":"code","op":"in","value":"loop, stick"}]}]})", kSystem), "q"), "stick loop");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids"}],"exclude":[{"system":"urn:aids","concept":[{"code":"hear"},{"code":"walk"}]}]})", kSystem), "q"), "stick frame loop");
  const std::string other = kSystem + R"(,{"resourceType":"ValueSet","url":"urn:quiet","compose":{"include":[{"system":"urn:aids","concept":[{"code":"loop"},{"code":"stick"}]}]}})";
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"valueSet":["urn:quiet|2"]}]})", other), "q"), "loop stick");
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:aids","valueSet":["urn:quiet"],"filter":[{"property":"concept","op":"is-a","value":"walk"}]}]})", other), "q"), "stick");
}

TEST(ValueSets, ASetOfWhichPartIsNotAtHandIsTakenFromTheCallersOrSaid) {
  const auto known = ValueSets::parse(R"({"urn:elsewhere":[{"system":"s","code":"x"}]})");
  ASSERT_TRUE(known);
  EXPECT_EQ(codes(*with_value_set(R"({"include":[{"system":"urn:elsewhere"}]})", "", &*known), "q"), "x");
  const auto part = with_value_set(R"({"include":[{"system":"s","concept":[{"code":"here"}]},{"system":"http://snomed.info/sct","filter":[{"property":"constraint","op":"=","value":"<<1"}]}]})");
  EXPECT_EQ(codes(*part, "q"), "here");
  ASSERT_EQ(part->warnings().size(), 1u);
  EXPECT_NE(part->warnings()[0].reason.find("part of its value set"), std::string::npos);
}

TEST(ValueSets, ASetThatHoldsItselfEnds) {
  const auto form = with_value_set(R"({"include":[{"system":"s","concept":[{"code":"a"}]},{"valueSet":["#v"]}]})");
  EXPECT_EQ(codes(*form, "q"), "a");
}

TEST(Units, ComeFromAValueSetToo) {
  const auto form = Questionnaire::parse(R"({"resourceType":"Questionnaire","contained":[{"resourceType":"ValueSet","id":"u","compose":{"include":[{"system":"http://unitsofmeasure.org","concept":[{"code":"kg","display":"kilograms"},{"code":"[lb_av]","display":"pounds"}]}]}}],
    "item":[{"linkId":"w","type":"quantity","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitValueSet","valueCanonical":"#u"}]}]})");
  ASSERT_TRUE(form);
  ASSERT_EQ((*form)->item(0).units.size(), 2u);
  EXPECT_EQ((*form)->item(0).units[1].display, "pounds");
  Form live(*form, test_random());
  live.set_answers(live.find("w"), {Answer::quantity("70", "stone", "http://unitsofmeasure.org", "[stone_av]")});
  ASSERT_EQ(live.issues(live.find("w")).size(), 1u);
  EXPECT_EQ(live.issues(live.find("w"))[0].code, IssueCode::BadUnit);
}

}  // namespace forms
