// Everything in a form that can be pressed is large enough for a finger.
#include <algorithm>
#include <array>

#include "app/care/person.h"
#include "tests/app/forms/corpus.h"
#include "tests/app/forms_drawn/form_window.h"

namespace forms_drawn {
namespace {

constexpr int kFingerDp = 48;

bool is_pressed(const Widget& widget) {
  constexpr std::array<std::string_view, 14> kPressed = {"button", "link", "row", "tab", "chip", "radio", "check", "switch", "slider", "spin", "field", "area", "nav", "pad"};
  return std::find(kPressed.begin(), kPressed.end(), widget.role) != kPressed.end();
}

// Looked at whole: in a window so high that all of a page is built. How many there were.
size_t check_targets(const FormWindow& window, const std::string& where) {
  size_t seen = 0;
  for (const Widget& widget : window.widgets()) {
    if (!is_pressed(widget) || widget.outside) continue;
    ++seen;
    EXPECT_GE(widget.height, kFingerDp) << widget.id << " " << widget.role << ", " << where;
    EXPECT_GE(widget.width, kFingerDp) << widget.id << " " << widget.role << ", " << where;
  }
  return seen;
}

std::shared_ptr<const forms::Questionnaire> form_of_every_control() {
  return *forms::Questionnaire::parse(forms::read_file(std::filesystem::path(DOORSTEP_SOURCE_DIR) / "tests/app/forms_drawn/forms/controls.json"));
}

}  // namespace

TEST(Touch, EveryControlOfAFormIsLargeEnoughForAFinger) {
  for (const auto& [width, scale] : {std::pair{1280, 1.0f}, std::pair{800, 1.0f}, std::pair{800, 2.0f}}) {
    FormWindow window(width, 3000);
    ui::set_text_scale(scale);
    window.opens(form_of_every_control());
    size_t seen = 0;
    for (size_t page = 0; page < window.state().assessment.list.pages.size(); ++page) {
      window.goes_to_page(page);
      seen += check_targets(window, "page " + std::to_string(page) + " at " + std::to_string(width) + " x " + std::to_string(scale));
    }
    EXPECT_GT(seen, 80u);
  }
}

TEST(Touch, ListsOverTheFormAreLargeEnoughToo) {
  FormWindow window(1280, 1600);
  record::RecordId worker;
  worker.bytes[0] = 9;
  window.state().caseload.take_head(care::kWorkerRecord, worker, {{"head/name", {record::text("Helen Prosser"), {}}}, {"head/kind", {record::atom("worker"), {}}}});
  window.opens(form_of_every_control());
  for (const char* const opens : {"tap section/radio\ntap choose/drop\n", "key escape\ntap section/week\ntap tables/medicine/#1/medicine.often\n", "key escape\ntap section/rich\ntap rest/lead\n"}) {
    ASSERT_EQ(window.run(opens), "");
    EXPECT_NE(window.tree().find("\npick/"), std::string::npos) << opens;
    EXPECT_GT(check_targets(window, opens), 3u);
  }
  ASSERT_EQ(window.run("key escape\ntap rest/folded/fold\nexpect rest/folded/folded.note\n"), "");
  check_targets(window, "a group that was closed");
}

}  // namespace forms_drawn
