// Every control of a form, by real taps and keys, on a form of our own that has them all.
#include "app/care/person.h"
#include "tests/app/forms/corpus.h"
#include "tests/app/forms_drawn/form_window.h"

namespace forms_drawn {
namespace {

std::shared_ptr<const forms::Questionnaire> controls() {
  auto form = forms::Questionnaire::parse(forms::read_file(std::filesystem::path(DOORSTEP_SOURCE_DIR) / "tests/app/forms_drawn/forms/controls.json"));
  EXPECT_TRUE(form) << (form ? "" : form.error().detail);
  return form ? *form : nullptr;
}

std::shared_ptr<const forms::Questionnaire> written(const std::string& items) { return *forms::Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[)" + items + "]}"); }

std::string answer(const FormWindow& window, std::string_view link_id) {
  std::string out;
  for (const forms::NodeId id : window.form().all_instances(window.form().definition().find(link_id)))
    for (const forms::Answer& one : window.form().node(id).answers) (out += out.empty() ? "" : " ") += one.kind == forms::AnswerKind::Coding ? one.code : one.text;
  return out;
}

}  // namespace

TEST(Controls, ATableOfQuestionsThatShareTheirOptionsTakesAMarkInEachRow) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/week\ntap tables/week/week.walk/some\ntap tables/week/week.pain/every\ntap tables/week/week.walk/most\n"), "");
  EXPECT_EQ(answer(window, "week.walk"), "most");
  EXPECT_EQ(answer(window, "week.pain"), "every");
  EXPECT_EQ(window.run("tap tables/week/week.low/never\nkey right\nkey space\n"), "");  // the arrows move along the row
  EXPECT_EQ(answer(window, "week.low"), "some");
}

TEST(Controls, AVerticalTableHasItsQuestionsBesideOneAnotherAndARowForEachAnswer) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/week\ntap tables/aids/aids.stairs/rail\ntap tables/aids/aids.out/rail\ntap tables/aids/aids.out/frame\ntap tables/aids/aids.bath/none\n"), "");
  EXPECT_EQ(answer(window, "aids.stairs") + ", " + answer(window, "aids.bath") + ", " + answer(window, "aids.out"), "rail, none, rail frame");
}

TEST(Controls, AVerticalTableOfLongQuestionsHasThemAsRows) {
  FormWindow window;
  std::string questions;
  for (int i = 0; i < 4; ++i)
    questions += std::string(i ? "," : "") + R"({"linkId":"q)" + std::to_string(i) + R"(","type":"choice","text":"How often in the last two weeks did it take more than one attempt to get out of the chair?","answerOption":[{"valueString":"Never"},{"valueString":"Often"}]})";
  window.opens(written(R"({"linkId":"g","type":"group","text":"G","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"table"}]}}],"item":[)" + questions + "]}"));
  EXPECT_EQ(window.run("tap g/q0/o1\nkey left\nkey space\n"), "");  // along the row, to the other answer of the same question
  EXPECT_EQ(answer(window, "q0"), "Never");
}

TEST(Controls, ATableThatIsAPageIsDrawnAsOneUnderItsNameOnce) {
  FormWindow window;
  window.opens(written(R"({"linkId":"g","type":"group","text":"Pills","repeats":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"gtable"}]}}],"item":[{"linkId":"a","type":"string","text":"Name"},{"linkId":"b","type":"string","text":"Dose"}]},
    {"linkId":"m","type":"group","text":"Moods","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"gtable"}]}}],"item":[{"linkId":"c","type":"choice","text":"Low","answerOption":[{"valueString":"No"},{"valueString":"Yes"}]},{"linkId":"d","type":"choice","text":"Cross","answerOption":[{"valueString":"No"},{"valueString":"Yes"}]}]})"));
  const auto place = [&](const std::string& id) {
    const std::string tree = window.tree();
    const size_t line = tree.find(id + " field");
    int x = 0, y = 0;
    if (line != std::string::npos) std::sscanf(tree.c_str() + tree.rfind('"', tree.find('\n', line)) + 1, " %d,%d", &x, &y);
    return std::pair(x, y);
  };
  const auto a = place("g/#1/a"), b = place("g/#1/b");
  EXPECT_LT(a.first, b.first);
  EXPECT_EQ(a.second, b.second);
  EXPECT_EQ(window.run("tap next\nexpect page_title \"Moods\"\ntap m/d/o1\nkey left\nkey space\n"), "");
  EXPECT_EQ(answer(window, "d"), "No");
  const std::string tree = window.tree();
  size_t named = 0;
  for (size_t at = tree.find("heading \"Moods\""); at != std::string::npos; at = tree.find("heading \"Moods\"", at + 1)) ++named;
  EXPECT_EQ(named, 1u);
}

TEST(Controls, AQuestionOfAnyTypeThatListsItsAnswersIsAnsweredFromTheList) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/listed.words\nexpect-text \"7 Dec 2026\"\nexpect-text \"09:30\"\ntap listed/listed.words/o1\ntap listed/listed.number/o2\ntap listed/listed.day/o0\ntap listed/listed.time/o1\ntap listed/listed.from/o1\ntap listed/listed.free/other\ntype \"The vicar\"\n"), "");
  const auto kind = [&](std::string_view link_id) { return window.form().node(window.form().find(link_id)).answers.at(0).kind; };
  EXPECT_EQ(answer(window, "listed.words"), "With a neighbour");
  EXPECT_EQ(kind("listed.words"), forms::AnswerKind::String);
  EXPECT_EQ(answer(window, "listed.number"), "3");
  EXPECT_EQ(kind("listed.number"), forms::AnswerKind::Integer);
  EXPECT_EQ(answer(window, "listed.day"), "2026-12-07");
  EXPECT_EQ(kind("listed.day"), forms::AnswerKind::Date);
  EXPECT_EQ(answer(window, "listed.time"), "14:00:00");
  EXPECT_EQ(kind("listed.time"), forms::AnswerKind::Time);
  EXPECT_EQ(answer(window, "listed.from"), "c1");  // the code, as the standard has it
  EXPECT_EQ(kind("listed.from"), forms::AnswerKind::String);
  EXPECT_EQ(answer(window, "listed.free"), "The vicar");
  EXPECT_EQ(window.form().counts().invalid, 0u);
}

TEST(Controls, ASliderSaysItsQuestionOnceAndItsValueOnlyWhenThereIsOne) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/slide\nexpect-value numbers/slide \"\"\nexpect numbers/slide \"How bad is the pain?\"\n"), "");
  EXPECT_EQ(answer(window, "slide"), "");
  EXPECT_EQ(window.run("tap-at numbers/slide 0 0.5\nexpect-value numbers/slide \"0\"\n"), "");
  EXPECT_EQ(answer(window, "slide"), "0");  // its low end is an answer like any other
}

TEST(Controls, WhatAFormSaysOfItselfIsReachedFromItsSectionsAndItsCopyrightStandsOnItsFirstPage) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("expect copyright \"Larkham\"\ntap section/about\nexpect-text \"Every control a form can ask for\"\nexpect about/publisher \"Published by\"\nlanguage cy\nexpect-text \"Pob rheolydd\"\nlanguage en\ntap about/done\nexpect-none about/done\n"), "");
  window.goes_to_page(1);
  EXPECT_EQ(window.run("expect-none copyright\n"), "");
}

TEST(Controls, WhatHasToBeSaidByLawStandsBehindItsOwnLink) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/letters.part\nexpect-none letters/letters.gas/guidance\ntap letters/letters.gas/legal\nexpect-text \"six years\"\ntap guidance/done\nexpect foot/legal\n"), "");
}

TEST(Controls, APartThatIsNotHereIsSaidToBeMissing) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/letters.part\nexpect-text \"Part of this form is missing\"\nexpect-text \"urn:doorstep:smoke-alarms\"\nexpect letters/letters.two/media\nexpect letters/letters.two/media2\n"), "");
}

TEST(Controls, NothingStandsWithoutAName) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/listed.words\nexpect listed/listed.none \"What the postman should know\"\nexpect-none listed/listed.none/guidance\n"), "");
  window.opens(*forms::Questionnaire::parse(R"({"resourceType":"Questionnaire","name":"FallsRisk_screen","item":[{"linkId":"a","type":"string"},{"linkId":"g","type":"group","item":[{"linkId":"b","type":"boolean","prefix":"2a"}]}]})"));
  EXPECT_EQ(window.run("expect _/a \"Answer\"\nexpect page_title \"Falls risk screen\"\ntap next\nexpect page_title \"Part 2\"\nexpect-text \"2a\"\n"), "");
}

TEST(Controls, AGridHasARowForEachGroupAndATableOfRepeatsARowForEachRepeat) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/week\ntap tables/rooms/hall/hall.light/no\ntap tables/rooms/bath/bath.rug\ntype \"2\"\ntap tables/rooms/kitchen/kitchen.note\ntype \"Dark\"\n"), "");
  EXPECT_EQ(answer(window, "hall.light") + answer(window, "bath.rug") + answer(window, "kitchen.note"), "false2Dark");
  EXPECT_EQ(window.run("tap tables/medicine/#1/medicine.name\ntype \"Paracetamol\"\ntap tables/medicine/#1/medicine.often\ntap pick/prn\ntap tables/medicine/add\n"), "");
  EXPECT_EQ(answer(window, "medicine.often"), "prn");
  EXPECT_EQ(window.form().siblings(window.form().find("medicine")).size(), 2u);
}

TEST(Controls, WhereATableDoesNotFitItsQuestionsAreDrawnOneUnderAnother) {
  FormWindow window(800, 1280);
  ui::set_text_scale(2);
  window.opens(controls());
  EXPECT_EQ(window.run("tap sections\ntap section/week\ntap tables/week/week.walk/some\ntap tables/rooms/hall/hall.light/yes\n"), "");
  EXPECT_EQ(answer(window, "week.walk"), "some");
  EXPECT_EQ(answer(window, "hall.light"), "true");
}

TEST(Controls, TabsLeadToTheirPages) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/tab1.path\nexpect page_title \"Outside\"\ntap tabs/tab3\nexpect page_title \"Upstairs\"\ntap tabs/tab2\nexpect page_title \"Inside\"\n"), "");
}

TEST(Controls, AHeaderAndAFooterStandOnEveryPage) {
  FormWindow window;
  window.opens(controls());
  for (size_t page = 0; page < window.state().assessment.list.pages.size(); ++page) {
    window.goes_to_page(page);
    const std::vector<forms::PageRow>& rows = window.state().assessment.rows;
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(window.form().definition().item(rows.front().item).link_id, "top");
    EXPECT_EQ(window.form().definition().item(rows.back().item).link_id, "foot");
  }
}

TEST(Controls, AListOfTenThousandIsSearchedByTheBeginningsOfItsWords) {
  std::string concepts;
  for (int i = 0; i < 10'000; ++i) concepts += std::string(i ? "," : "") + R"({"code":"c)" + std::to_string(i) + R"(","display":"Condition )" + std::to_string(i) + (i == 7'341 ? R"( Ménière's disease"})" : R"( of the knee"})");
  auto form = forms::Questionnaire::parse(R"({"resourceType":"Questionnaire","contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[)" + concepts + R"(]}]}}],
    "item":[{"linkId":"q","type":"choice","text":"Condition","answerValueSet":"#v","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"autocomplete"}]}}]}]})");
  ASSERT_TRUE(form);
  FormWindow window;
  window.opens(*form);
  EXPECT_EQ(window.run("tap _/q\nexpect pick/more\ntype \"dis meni\"\nexpect-none pick/more\ntap pick/c7341\n"), "");
  EXPECT_EQ(answer(window, "q"), "c7341");
}

TEST(Controls, ASliderASpinnerAndAUnitAreAnswered) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/slide\ntap-at numbers/slide 0.5 0.5\nkey right\nkey right\ntap numbers/spin/more\ntap numbers/weight\ntype \"11\"\ntap numbers/weight/unit/unit1\n"), "");
  EXPECT_EQ(answer(window, "slide"), "7");  // tapped in the middle, then two steps by the arrows
  EXPECT_EQ(answer(window, "spin"), "1");
  const forms::Answers& weight = window.form().node(window.form().find("weight")).answers;
  ASSERT_EQ(weight.size(), 1u);
  EXPECT_EQ(weight[0].text + " " + weight[0].display, "11 stone");
}

TEST(Controls, TheCheckPageLeadsToAQuestionInATableAndInAClosedGroup) {
  FormWindow window;
  window.opens(written(R"({"linkId":"p","type":"group","text":"P","item":[{"linkId":"long","type":"text","text":"Long"},{"linkId":"t","type":"group","text":"T","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"gtable"}]}}],"repeats":true,
    "item":[{"linkId":"cell","type":"string","text":"Cell","required":true}]},{"linkId":"g","type":"group","text":"G","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-collapsible","valueCode":"default-closed"}],"item":[{"linkId":"in","type":"string","text":"In","required":true}]}]})"));
  EXPECT_EQ(window.run("expect-none p/g/in\ntap section/check\ntap missing/p/g/in\nexpect-focus p/g/in\ntap section/check\ntap missing/p/t/#1/cell\nexpect-focus p/t/#1/cell\n"), "");
}

TEST(Controls, ASupportLinkIsShownWithTheGuidance) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/slide\ntap numbers/web/guidance\nexpect guidance/link \"https://example.org/catalogue\"\ntap guidance/done\n"), "");
}

TEST(Controls, AGroupThatStartsClosedIsOpenedAndHoldsItsQuestions) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/rich\nexpect-none rest/folded/folded.note\ntap rest/folded/fold\ntap rest/folded/folded.note\ntype \"Yes\"\n"), "");
  EXPECT_EQ(answer(window, "folded.note"), "Yes");
}

TEST(Controls, TheSafePartOfXhtmlIsReadAndItsScriptIsNot) {
  FormWindow window;
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/rich\nexpect-text \"the alarm works\"\n"), "");
  EXPECT_EQ(window.tree().find("alert("), std::string::npos);
}

TEST(Controls, AReferenceIsAProfessionalFromTheListOrANameAsItIsTyped) {
  FormWindow window;
  record::RecordId worker;
  worker.bytes[0] = 9;
  window.state().caseload.take_head(care::kWorkerRecord, worker, {{"head/name", {record::text("Helen Prosser"), {}}}, {"head/kind", {record::atom("worker"), {}}}});
  window.opens(controls());
  EXPECT_EQ(window.run("tap section/rich\ntap rest/lead\ntap pick/search\ntype \"pros\"\ntap-text \"Helen Prosser\"\ntap rest/lead\ntap pick/search\ntype \"The district nurse\"\ntap pick/typed\n"), "");
  const forms::Answers& answers = window.form().node(window.form().find("lead")).answers;
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0].text, "Practitioner/" + record::to_string(worker));
  EXPECT_EQ(answers[1].display, "The district nurse");
  EXPECT_EQ(window.run("tap rest/lead/1/remove\n"), "");
  EXPECT_EQ(window.form().node(window.form().find("lead")).answers.size(), 1u);
}

TEST(Controls, EveryPageIsDrawnAtEverySize) {
  for (const auto& [width, height, scale] : {std::tuple{1280, 800, 1.0f}, std::tuple{800, 1280, 1.0f}, std::tuple{1280, 800, 2.0f}, std::tuple{800, 1280, 2.0f}}) {
    FormWindow window(width, height);
    ui::set_text_scale(scale);
    window.opens(controls());
    for (size_t page = 0; page < window.state().assessment.list.pages.size(); ++page) {
      window.goes_to_page(page);
      EXPECT_NE(window.tree().find("page_title"), std::string::npos) << "page " << page << " at " << width << "x" << height << " " << scale;
    }
  }
}

TEST(Controls, ANestedQuestionAppearsUnderItsAnswer) {
  FormWindow window;
  window.opens(written(R"({"linkId":"a","type":"boolean","text":"A","item":[{"linkId":"b","type":"string","text":"B"}]},{"linkId":"g","type":"group","repeats":true,"text":"G","item":[{"linkId":"c","type":"string","repeats":true,"text":"C"}]})"));
  EXPECT_EQ(window.run("expect-none _/a/b\ntap _/a/yes\ntap _/a/b\ntype \"below\"\n"), "");
  EXPECT_EQ(answer(window, "b"), "below");
}

}  // namespace forms_drawn
