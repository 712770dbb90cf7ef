#include "tests/support/gallery/gallery.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gallery {
namespace {

constexpr ui::Place kPlaces[] = {{.id = "today", .label = "Today", .icon = ui::Icon::Today},
                                 {.id = "controls", .label = "Controls", .icon = ui::Icon::People},
                                 {.id = "fields", .label = "Fields", .icon = ui::Icon::Approvals, .badge = 3},
                                 {.id = "list", .label = "List", .icon = ui::Icon::Sync},
                                 {.id = "canvas", .label = "Canvas", .icon = ui::Icon::Edit},
                                 {.id = "form", .label = "Form", .icon = ui::Icon::Document},
                                 {.id = "unlock", .label = "Unlock", .icon = ui::Icon::Settings, .at_end = true}};

struct Visit {
  const char *id, *time, *initials, *name, *what, *where, *pill;
  ui::Tone tone;
};
constexpr Visit kVisits[] = {
    {"v1", "09:30", "MW", "Margaret Whitlock", "Care Act needs assessment · 84 of 126 answered", "14 Orchard Close, Wareham · 18 min", "Draft saved 10:42", ui::Tone::Teal},
    {"v2", "11:15", "TZ", "Tomasz Zielinski", "Review of care and support plan", "Flat 3, 22 Ashley Road, Parkstone · 9 min", "Ready", ui::Tone::Neutral},
    {"v3", "14:00", "DA", "Doreen Achebe", "Carer’s assessment — carer for Samuel Achebe", "7 Hollow Lane, Wimborne · 25 min", "Visit in pairs", ui::Tone::Red},
    {"v4", "15:45", "IQ", "Imran Qureshi", "Financial assessment · due in 2 days", "41 Cavendish Court, Boscombe · 12 min", "Due Tue", ui::Tone::Amber}};

}  // namespace

void Gallery::draw() {
  if (kPlaces[place].id == std::string_view("unlock")) return unlock();
  const int tapped = ui::nav("nav", kPlaces, place);
  if (tapped >= 0) place = tapped;
  const bool today_page = place == 0;
  const ui::TopBarTap bar = ui::top_bar({.title = today_page ? "Sunday 22 November" : kPlaces[place].label,
                                         .subtitle = today_page ? "4 visits · first at 09:30" : "Margaret Whitlock · Care Act 2014 s9 · 84 of 126 answered",
                                         .back = !today_page,
                                         .signal = "No signal · 3 visits saved here",
                                         .signal_tone = ui::Tone::Amber,
                                         .signal_icon = ui::Icon::NoSignal,
                                         .initials = "AO"});
  if (bar == ui::TopBarTap::Back) place = 0;
  switch (place) {
    case 0: today(); break;
    case 1: controls(); break;
    case 2: fields(); break;
    case 3: list(); break;
    case 4: canvas(); break;
    case 5: form(); break;
    default: break;
  }
}

void Gallery::today() {
  ui::Page page("page");
  ui::Columns columns({713, 407}, 380);
  for (const Visit& visit : kVisits) {
    ui::Card card(visit.id, {.outlined = &visit == kVisits, .tappable = true, .label = visit.name});
    ui::row("", {.time = visit.time, .time_detail = "60 min", .initials = visit.initials, .title = visit.name, .subtitle = visit.what, .detail_icon = ui::Icon::Pin,
                 .detail = visit.where, .pill = visit.pill, .pill_tone = visit.tone, .chevron = true, .divider = false, .tappable = false});
    if (card.tapped()) ++presses;
  }
  columns.next();
  {
    ui::Card card("before");
    ui::heading("Before you go", ui::Icon::Shield);
    ui::row("dog", {.icon = ui::Icon::Paw, .title = "Dog at property", .subtitle = "Orchard Close — ask for it to be shut in the kitchen"});
    ui::row("alone", {.icon = ui::Icon::PersonAlert, .title = "Do not visit alone", .subtitle = "Hollow Lane — review by 30 Nov", .divider = false});
  }
  {
    ui::Card card("waiting");
    ui::heading("Waiting on you", ui::Icon::Clipboard);
    ui::row("returned", {.title = "Elsie Norton · needs assessment", .subtitle = "“Add the night-time evidence for outcome 3”", .pill = "Returned", .pill_tone = ui::Tone::Amber, .pill_first = true});
    ui::row("versions", {.title = "Samuel Achebe · mobility note", .pill = "2 versions", .pill_tone = ui::Tone::Violet, .pill_first = true});
    ui::row("overdue", {.title = "Review · Joan Pickering · 6 days", .pill = "Overdue", .pill_first = true, .divider = false});
  }
  {
    ui::Card card("lone");
    ui::Wrap wrap;
    ui::icon(ui::Icon::Hourglass);
    ui::text("Lone-working check-in", {.style = ui::Style::Strong});
    wrap.to_right();
    ui::outline_button("set", "Set");
  }
}

void Gallery::controls() {
  constexpr ui::Choice kTabs[] = {{.id = "overview", .label = "Overview"}, {.id = "visits", .label = "Visits"}, {.id = "assessments", .label = "Assessments"},
                                  {.id = "plan", .label = "Care plan"}, {.id = "notes", .label = "Notes"}, {.id = "documents", .label = "Documents"}, {.id = "history", .label = "History"}};
  if (const int tapped = ui::tabs("tabs", kTabs, tab); tapped >= 0) tab = tapped;
  ui::Page page("page");
  if (ui::banner("falls", ui::Banner::Error, "Falls risk — 3 falls since September", "Uses a frame indoors. Pendant alarm fitted 12 Oct; last test 20 Nov.")) ++presses;
  ui::Columns columns({3, 2}, 360);
  {
    ui::Card card("buttons");
    ui::heading("Buttons", ui::Icon::Heart);
    {
      ui::Wrap wrap;
      if (ui::primary_button("primary", "Start visit", ui::Icon::Play)) ++presses;
      if (ui::outline_button("outline", "Filter", ui::Icon::Filter)) ++presses;
      if (ui::quiet_button("quiet", "Photo", ui::Icon::Camera)) ++presses;
      if (ui::button("danger", "Return with comment", {.kind = ui::Kind::DangerOutline, .icon = ui::Icon::Undo})) dialog = true;
      if (ui::button("small", "Fix", {.small = true})) ++presses;
      if (ui::primary_button("off", "Disabled", ui::Icon::None, false)) ++presses;
      if (ui::icon_button("more", ui::Icon::More, "More")) ++presses;
      if (ui::link("guidance", "Guidance")) ++presses;
    }
    ui::label("Can Margaret achieve this outcome?", true);
    ui::Option choices[] = {{.id = "yes", .label = "Yes, without help"}, {.id = "help", .label = "Only with help, pain or risk"}, {.id = "no", .label = "No"}};
    choices[one_of].selected = true;
    if (const int tapped = ui::options("achieve", choices); tapped >= 0) one_of = tapped;
    ui::label("How often?");
    ui::Option often[] = {{.id = "some", .label = "Some days", .selected = several[0]}, {.id = "daily", .label = "Daily", .selected = several[1]},
                          {.id = "several", .label = "Several times a day", .selected = several[2]}, {.id = "night", .label = "Night too", .selected = several[3]}};
    if (const int tapped = ui::options("often", often, {.several = true}); tapped >= 0) several[tapped] = !several[tapped];
    if (ui::toggle("toggle", "Show in high contrast", on, "For bright sun")) on = !on;
    if (ui::checkbox("check", "A copy was left with her", checked)) checked = !checked;
    ui::stepper("stepper", "Calls a day", steps, 0, 6);
    ui::slider("slider", "How much help", slide, {.low = 0, .high = 1, .step = 0.05f, .low_label = "None", .high_label = "All of it"});
  }
  columns.next();
  {
    ui::Card card("details");
    ui::heading("Details", ui::Icon::IdCard);
    ui::key_value("NHS number", "999 012 3456");
    ui::key_value("Born", "3 Feb 1942 (84)");
    ui::key_value("Lives", "Alone, own home");
    ui::key_value("Address", "The Old Schoolhouse, 14 Orchard Close, Wareham BH20 0AA");
  }
  {
    ui::Card card("tones");
    ui::heading("Tones");
    {
      ui::Wrap wrap;
      ui::pill("Ready");
      ui::pill("Assessment draft", ui::Tone::Teal);
      ui::pill("Returned", ui::Tone::Amber);
      ui::pill("Review overdue", ui::Tone::Red);
      ui::pill("Saved on this tablet, 10:42:07", ui::Tone::Green, ui::Icon::Saved);
      ui::pill("2 versions", ui::Tone::Violet);
      ui::avatar("AO", 72);
    }
    constexpr ui::Choice kChips[] = {{.id = "all", .label = "All"}, {.id = "today", .label = "Visit today", .count = 4}, {.id = "draft", .label = "Draft", .count = 3}};
    if (const int tapped = ui::chips("chips", kChips, chip); tapped >= 0) chip = tapped;
    constexpr ui::Choice kSegments[] = {{.id = "light", .label = "Light"}, {.id = "dark", .label = "Dark"}, {.id = "contrast", .label = "Contrast"}};
    if (const int tapped = ui::segmented("segments", kSegments, segment); tapped >= 0) segment = tapped;
    ui::progress(0.71f, "2 of 3 sent · 41 KB of 58 KB");
    ui::stacked_bar({{0.62f, ui::Tone::Teal}, {0.21f, ui::Tone::Violet}, {0.12f, ui::Tone::Green}});
    ui::quote("I want to stay in my own home with Bertie, my dog.", "Margaret’s words, 4 November");
    ui::problem("Say what help is needed.");
  }
  {
    ui::Card card("table");
    ui::heading("This week", ui::Icon::History);
    constexpr ui::TableColumn kColumns[] = {{"When"}, {"Sent"}, {"Data", true}};
    const ui::TableRow rows[] = {{"t1", {"Today 12:58", "61 changes", "22 KB"}, "Done", ui::Tone::Green}, {"t2", {"Today 11:02", "38 of 61", "13 KB"}, "Resumed", ui::Tone::Amber}};
    ui::table(kColumns, rows);
  }
  {
    ui::Card card("empty");
    if (ui::empty_state("none", ui::Icon::Note, "No notes yet", "What you write on a visit is kept here.", "Write a note")) toasting = true;
  }
  if (toasting) {
    const ui::ToastEvent event = ui::toast("removed", "Removed “Some days”", "Undo");
    if (event == ui::ToastEvent::Action) undone = true;
    if (event != ui::ToastEvent::None) toasting = false;
  }
  if (dialog) {
    ui::Dialog sheet("return", "Return to Ruth Amin?", {.icon = ui::Icon::Undo});
    ui::text("She will see your comment beside the answer.");
    ui::text_area("comment", name, {.label = "Comment", .required = true, .placeholder = "Say what is missing"});
    ui::Wrap wrap;
    wrap.to_right();
    if (ui::outline_button("cancel", "Cancel")) dialog = false;
    if (ui::danger_button("send", "Return")) dialog = false, ++presses;
    if (sheet.closed()) dialog = false;
  }
}

void Gallery::fields() {
  ui::Page page("page", {.width_dp_max = 860});
  ui::search_box("search", search, "Name, address or NHS number", "7 of 34 people");
  ui::text_field("name", name, {.label = "Full name", .required = true, .help = "As she wants to be called", .placeholder = "Name"});
  ui::text_area("note", note, {.label = "What help is needed?", .under = "Last week: “Manages with prompting.” (review, 12 May)", .count = true});
  ui::number_field("weight", weight, 0.5, {.label = "Weight", .unit = "kg"});
  ui::date_field("born", date, {.label = "Born"}, "2026-11-22");
  ui::time_field("seen", time, {.label = "Seen at"});
  ui::secret_field("password", secret, {.label = "Password", .error = "That password does not match. 4 tries left."});
  static std::string shut = "Cannot be changed here";
  ui::text_field("shut", shut, {.label = "Read only", .read_only = true});
  ui::text_field("off", shut, {.label = "Disabled", .enabled = false});
  static std::string many = "שלום לך, מרגרט. مرحبا بالعالم — Łukasz Żółć 👩‍👩‍👧 🐶 ᚠ";
  ui::text_area("many", many, {.label = "Other scripts", .lines_min = 2});
}

void Gallery::list() {
  ui::Page page("page");
  ui::Card card("people");
  rows_built = 0;
  ui::List rows("rows", rows_, 73);
  for (const size_t i : rows) {
    ++rows_built;
    const std::string id = "p" + std::to_string(i), name_of = "Person " + std::to_string(i);
    const ui::Cell cells[] = {{"Physical support", 3}, {"Today 09:30", -1}};
    if (ui::row(id, {.initials = "PN", .title = name_of, .beside_title = "84", .subtitle = "14 Orchard Close, Wareham", .cells = cells, .pill = "Assessment draft",
                     .pill_tone = ui::Tone::Teal, .chevron = true, .height_dp = 73}))
      ++presses;
  }
}

void Gallery::canvas() {
  ui::Page page("page");
  ui::Columns columns({1, 1}, 300);
  ui::ink_pad("ink", ink, 260, "Sign above the line");
  static std::vector<uint8_t> pixels = [] {
    std::vector<uint8_t> out(160 * 120 * 4);
    for (int y = 0; y < 120; ++y)
      for (int x = 0; x < 160; ++x) {
        uint8_t* p = &out[size_t(y * 160 + x) * 4];
        p[0] = uint8_t(x), p[1] = uint8_t(y * 2), p[2] = 140, p[3] = 255;
      }
    return out;
  }();
  if (ui::picture("photo", {.key = 1, .width = 160, .height = 120, .rgba = pixels}, 240, "A photo")) ++presses;
  columns.next();
  std::vector<ui::Vec> body;
  for (int i = 0; i < 40; ++i) {
    const float a = float(i) / 40 * 6.2832f;
    body.push_back({0.5f + std::cos(a) * (0.3f + 0.08f * std::cos(4 * a)), 0.5f + std::sin(a) * 0.45f});
  }
  const ui::Outline outlines[] = {{body, true}};
  std::vector<ui::Mark> drawn;
  const char* const numbers[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
  for (size_t i = 0; i < marks.size() && i < 9; ++i) drawn.push_back({.at = marks[i], .label = numbers[i], .selected = int(i) == last_mark});
  const ui::MapTap tapped = ui::body_map("body", outlines, 0.5f, drawn, 520, "Front of the body");
  if (tapped.added) marks.push_back(tapped.at);
  if (tapped.mark >= 0) last_mark = tapped.mark;
}

void Gallery::form() {
  const bool narrow = ui::compact();
  if (!narrow) {
    ui::Pane rail("sections", 282);
    ui::Page page("rail", {.padding_dp = 12, .surface = true});
    ui::rail_item({.id = "about", .label = "About the person", .done = true});
    ui::rail_item({.id = "consent", .label = "Communication and consent", .done = true});
    ui::rail_item({.id = "outcomes", .label = "Eligible needs: 10 outcomes", .count = "38/52", .selected = true});
    ui::rail_item({.id = "wellbeing", .label = "Wellbeing", .count = "11/14"});
    ui::rail_item({.id = "risks", .label = "Risks", .count = "14/17"});
    ui::rail_item({.id = "carers", .label = "Informal carers", .count = "0/8", .problem = true});
    ui::rail_item({.id = "sign", .label = "Summary and sign", .count = "0/3"});
  }
  {
    ui::Footer footer("footer");
    ui::Wrap wrap;
    ui::outline_button("before", "Outcome 2", ui::Icon::Back);
    ui::quiet_button("photo", "Photo", ui::Icon::Camera);
    ui::quiet_button("jot", "Note", ui::Icon::Note);
    wrap.to_right();
    ui::button("next", "Outcome 4: using the home safely", {.kind = ui::Kind::Primary, .icon_after = ui::Icon::Forward});
  }
  ui::Page page("page", {.padding_dp = 32});
  {
    ui::Wrap wrap;
    ui::section("Being appropriately clothed", "Outcome 3 of 10");
    wrap.to_right();
    ui::pill("Saved on this tablet, 10:42:07", ui::Tone::Green, ui::Icon::Saved);
  }
  ui::label("Can Margaret achieve this outcome?");
  ui::Option choices[] = {{.id = "yes", .label = "Yes, without help"}, {.id = "help", .label = "Only with help, pain or risk"}, {.id = "no", .label = "No"}};
  choices[one_of].selected = true;
  if (const int tapped = ui::options("achieve", choices); tapped >= 0) one_of = tapped;
  ui::text_area("help_needed", note, {.label = "What help is needed?", .under = "Last week: “Manages with prompting.” (review, 12 May)", .count = true});
  const auto key = [](size_t i) { return "q" + std::to_string(i); };
  const auto question = [&](size_t i) {
    const ui::Scope scope(key(i));
    ui::label("Question " + std::to_string(i + 1));
    ui::Option often[] = {{.id = "some", .label = "Some days"}, {.id = "daily", .label = "Daily"}, {.id = "night", .label = "Night too"}};
    if (ui::options("answer", often) >= 0) ++presses;
  };
  ui::blocks("questions", 200, 1, [&](size_t i) { return ui::BlockSpec{key(i), 120}; }, question);
}

void Gallery::unlock() {
  const bool narrow = ui::compact();
  if (!narrow) {
    ui::Pane left("brand", 660, {.surface = false});
    ui::Page page("words", {.padding_dp = 90, .centred = true});
    ui::text("Doorstep", {.style = ui::Style::Display});
    ui::text("Assessments and care plans on the doorstep, with or without a signal.", {.style = ui::Style::Lead});
  }
  ui::Page page("page", {.width_dp_max = 360, .centred = true, .surface = true});
  {
    ui::Wrap wrap({.centred = true});
    ui::avatar("AO", 72);
  }
  ui::text("Amara Osei", {.style = ui::Style::Clock, .centred = true});
  const int key = ui::pin_pad("pin", pin.size(), 6);
  if (key >= 0 && key <= 9 && pin.size() < 6) pin.push_back(char('0' + key));
  if (key == ui::kPinErase && !pin.empty()) pin.pop_back();
  if (key == ui::kPinDone) place = 0;
}

}  // namespace gallery
