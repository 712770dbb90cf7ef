// Every form that can be opened is drawn and takes answers by real taps and keys.
#include <algorithm>
#include <fstream>

#include "tests/app/forms/corpus.h"
#include "tests/app/forms_drawn/form_window.h"

namespace forms_drawn {
namespace {

bool is_answerable(const Widget& widget) {
  const bool role = widget.role == "radio" || widget.role == "check" || widget.role == "field" || widget.role == "area";
  return role && !widget.disabled && !widget.outside && widget.id.find('"') == std::string::npos;
}

bool stands(const FormWindow& window, const std::string& id) {
  const std::vector<Widget> now = window.widgets();
  return std::any_of(now.begin(), now.end(), [&](const Widget& widget) { return widget.id == id; });
}

// Taps what can be tapped on the page as it is seen first; letters into boxes. How many were tried.
size_t answers_some(FormWindow& window, size_t at_most) {
  size_t tried = 0;
  std::string last;
  for (const Widget& widget : window.widgets()) {
    if (tried == at_most || !is_answerable(widget)) continue;
    const std::string question = widget.id.substr(0, widget.id.rfind('/'));
    if (question == last) continue;
    last = question;
    if (!stands(window, widget.id)) continue;  // the answer before took the question away
    ++tried;
    const bool types = widget.role == "field" || widget.role == "area";
    const std::string wrong = window.run("tap " + widget.id + "\n" + (types ? "type \"7\"\nkey escape\n" : ""));
    EXPECT_EQ(wrong, "") << widget.id;
  }
  return tried;
}

std::shared_ptr<const forms::Questionnaire> read(const std::filesystem::path& path) {
  auto form = forms::Questionnaire::parse(forms::read_file(path));
  EXPECT_TRUE(form) << path << (form ? "" : form.error().detail);
  return form ? *form : nullptr;
}

std::shared_ptr<const forms::Questionnaire> own_form(const char* name) {
  return read(std::filesystem::path(DOORSTEP_SOURCE_DIR) / "assets/forms" / (std::string(name) + ".json"));
}

}  // namespace

TEST(FormsDrawn, EveryPublicFormIsDrawnAndTakesAnswersThatOpenAgain) {
  const auto files = forms::corpus_files();
  if (files.empty()) GTEST_SKIP() << "no ../shared/fhir";
  FormWindow window;
  size_t tried = 0, answered = 0;
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename().string());
    window.opens(read(file));
    ASSERT_TRUE(window.state().assessment.is_loaded());
    const uint32_t before = window.form().counts().answered + window.form().counts().invalid;
    tried += answers_some(window, 2);
    answered += window.form().counts().answered + window.form().counts().invalid - before;
    const std::string response = window.form().response();
    window.reopens();
    EXPECT_EQ(window.form().response(), response);
  }
  EXPECT_GT(tried, 180u);
  EXPECT_GT(answered * 10, tried * 7) << "of " << tried;  // some taps open a list, some take an initial answer away
}

TEST(FormsDrawn, EveryPageOfOurOwnFormsFitsAtEverySizeAndShape) {
  for (const auto& [width, height, scale] : {std::tuple{1280, 800, 1.0f}, std::tuple{800, 1280, 1.0f}, std::tuple{1280, 800, 2.0f}, std::tuple{800, 1280, 2.0f}}) {
    FormWindow window(width, height);
    ui::set_text_scale(scale);
    for (const char* name : {"needs-assessment", "visit-note"}) {
      window.opens(own_form(name));
      for (size_t page = 0; page <= window.state().assessment.list.pages.size(); ++page) {
        window.goes_to_page(page);
        for (const Widget& widget : window.widgets()) EXPECT_NE(widget.id, "next/cut") << name << " page " << page;
        EXPECT_NE(window.tree().find("page_title"), std::string::npos) << name << " page " << page << " at " << width << "x" << height << " " << scale;
      }
    }
  }
}

TEST(FormsDrawn, AnOutcomeIsAnsweredAsInThePicture) {
  FormWindow window;
  window.opens(own_form("needs-assessment"));
  EXPECT_EQ(window.run("tap section/a1-i\nexpect page_title \"Managing and maintaining nutrition\"\ntap needs/a1/a1.can/only\n"
                       "tap needs/a1/a1.help\ntype \"Needs prompting\"\nexpect needs/a1/a1.help \"Needs prompting\"\nexpect saved \"Saved on this tablet, 10:42:07\"\n"
                       "tap next\nexpect page_title \"Maintaining personal hygiene\"\ntap previous\nexpect needs/a1/a1.help \"Needs prompting\"\n"),
            "");
  EXPECT_EQ(window.record().utf8("needs/a1/a1.help"), "Needs prompting");
  window.reopens();
  EXPECT_EQ(window.run("expect page_title \"Managing and maintaining nutrition\"\ntype \"!\"\n"), "");
}

TEST(FormsDrawn, TheCheckPageLeadsToWhatIsMissing) {
  FormWindow window;
  window.opens(own_form("visit-note"));
  EXPECT_EQ(window.run("tap section/check\n"), "");
  const auto missing = window.form().missing();
  ASSERT_FALSE(missing.empty());
  const std::string path = window.form().path(missing.front());
  EXPECT_EQ(window.run("tap missing/" + path + "\n"), "");
  EXPECT_FALSE(window.state().assessment.at_check());
  EXPECT_NE(window.tree().find(path), std::string::npos);
}

TEST(FormsDrawn, AFrameBuildsOnlyWhatIsNearTheView) {
  std::string items;
  for (int i = 0; i < 2000; ++i) items += std::string(i ? "," : "") + R"({"linkId":"q)" + std::to_string(i) + R"(","type":"string","text":"Question"})";
  auto form = forms::Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[{"linkId":"p","type":"group","text":"Long","item":[)" + items + "]}]}");
  ASSERT_TRUE(form);
  FormWindow window;
  window.opens(*form);
  size_t boxes = 0;
  for (const Widget& widget : window.widgets()) boxes += widget.role == "field";
  EXPECT_GT(boxes, 3u);
  EXPECT_LT(boxes, 40u);
}

}  // namespace forms_drawn
