#include "tests/app/print/example.h"

#include <cmath>

#include "platform/image/image.h"

namespace print {
namespace {

// A hand of sorts: loops along a line.
Ink signature_of(int letters) {
  Ink ink{300, 80, {}};
  std::vector<Ink::Point> stroke;
  for (int i = 0; i < letters * 40; ++i) {
    const float t = float(i) / 40.0f;
    stroke.push_back({12 + t * 24 + 9 * std::cos(t * 6.28f), 45 - (10 + 14 * std::fabs(std::sin(t * 1.9f))) * std::sin(t * 6.28f)});
  }
  ink.strokes.push_back(stroke);
  ink.strokes.push_back({{40, 66}, {120, 70}, {210, 60}});
  ink.strokes.push_back({{216, 58}});
  return ink;
}

Drawing body_map() {
  Drawing map;
  map.ink = {120, 260, {}};
  const auto ring = [&](float x, float y, float rx, float ry) {
    std::vector<Ink::Point> points;
    for (int i = 0; i <= 48; ++i) {
      const float a = float(i) * 6.2832f / 48;
      points.push_back({x + rx * std::cos(a), y + ry * std::sin(a)});
    }
    map.ink.strokes.push_back(points);
  };
  ring(60, 26, 17, 21);
  map.ink.strokes.push_back({{60, 47}, {60, 55}, {30, 66}, {20, 120}, {14, 150}, {22, 152}, {38, 92}, {42, 148}, {38, 250}, {54, 250}, {60, 164},
                             {66, 250}, {82, 250}, {78, 148}, {82, 92}, {98, 152}, {106, 150}, {100, 120}, {90, 66}, {60, 55}});
  map.marks = {{{30, 108}, "Right forearm: yellow bruise, about 3 cm, after the fall on 6 November"}, {{44, 214}, "Left shin: small dressing, changed by the district nurse"}};
  map.caption = "Front. Seen with Margaret’s agreement.";
  return map;
}

base::Bytes photo() {
  image::Rgba picture{base::Bytes(320 * 200 * 4, 255), 320, 200};
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 320; ++x) {
      uint8_t* p = &picture.pixels[size_t(y * 320 + x) * 4];
      p[0] = uint8_t(150 + x / 5);
      p[1] = uint8_t(170 - y / 4);
      p[2] = uint8_t(140 + y / 5);
    }
  }
  return *image::encode_jpeg(picture, 85);
}

Section outcomes() {
  Section section;
  section.title = "What you need help with";
  section.intro = "These are the ten outcomes the law asks us to look at. For each we wrote down what you told us and what we saw.";
  const char* names[] = {"Managing and maintaining nutrition", "Maintaining personal hygiene", "Managing toilet needs", "Being appropriately clothed",
                         "Being able to make use of the home safely", "Maintaining a habitable home environment"};
  for (const char* name : names) {
    section.blocks.push_back(Subheading{name});
    section.blocks.push_back(Answer{"Can you manage this on your own?", "Yes, but it takes much longer than it should, or hurts", ""});
    section.blocks.push_back(Answer{"What happens on an ordinary day?",
                                    "I am up by eight and make my own breakfast, toast mostly. Since the fall I can’t carry the kettle to the table, so I drink my tea "
                                    "standing at the worktop. Ruth leaves a plated meal on Sundays and Wednesdays; on the other days I have soup or I don’t bother.",
                                    "Margaret’s words. Her daughter Ruth agreed."});
    section.blocks.push_back(Answer{"What would good look like for you?", "", ""});
  }
  section.blocks.push_back(Callout{"Our decision", "You have eligible needs. Because of arthritis and your falls you are unable to achieve two or more of these outcomes, and "
                                                   "this has a significant impact on your wellbeing: you have stopped going out, and you have lost 6 kg since June."});
  return section;
}

Section plan() {
  Section section;
  section.title = "What will happen now";
  section.blocks.push_back(Paragraph{"This is the support we agreed with you. It starts on Monday 23 November and costs £212.04 a week before what you pay towards it."});
  section.blocks.push_back(Table{{"What", "Who", "When", "Each week"},
                                 {{"Help to wash and dress, and with breakfast", "Larkham Home Care", "Every morning, 45 minutes", "5 hours 15 minutes"},
                                  {"Lunch club at St Mary’s hall", "Volunteers; the minibus collects you", "Tuesdays and Thursdays", "6 hours"},
                                  {"Pendant alarm, tested every month", "Telecare team", "All the time", ""},
                                  {"Rails by the back door and a perching stool", "Occupational therapist, Siân Llwyd", "By 4 December", ""}}});
  section.blocks.push_back(Rows{{{"Your personal budget", "£212.04 a week"}, {"What you pay", "£38.50 a week, worked out with you on 16 November"}}});
  return section;
}

void add(std::vector<std::string>& out, const Block& block) {
  struct Texts {
    std::vector<std::string>& out;
    void operator()(const Answer& a) const { out.insert(out.end(), {a.question, a.text, a.remark}); }
    void operator()(const Paragraph& p) const { out.push_back(p.text); }
    void operator()(const Subheading& s) const { out.push_back(s.text); }
    void operator()(const Callout& c) const { out.insert(out.end(), {c.label, c.text}); }
    void operator()(const Rows& r) const {
      for (const Row& row : r.rows) out.insert(out.end(), {row.label, row.value});
    }
    void operator()(const Table& t) const {
      out.insert(out.end(), t.columns.begin(), t.columns.end());
      for (const auto& row : t.rows) out.insert(out.end(), row.begin(), row.end());
    }
    void operator()(const Photo& p) const { out.push_back(p.caption); }
    void operator()(const Drawing& d) const {
      out.push_back(d.caption);
      for (const auto& mark : d.marks) out.push_back(mark.words);
    }
  };
  std::visit(Texts{out}, block);
}

}  // namespace

WrittenCopy example_assessment() {
  WrittenCopy copy;
  copy.sender = "Larkham Council · Adult Social Care\nNorth locality team";
  copy.mark = "Draft";
  copy.title = "Your needs assessment";
  copy.subtitle = "Visit at home on 14 November 2026";
  copy.about = {{"Name", "Margaret Whitlock"}, {"Likes to be called", "Margaret"}, {"Born", "3 February 1942"}, {"NHS number", "999 012 3456"},
                {"Lives at", "14 Orchard Close, Larkham, JX1 4AB"}, {"Who was there", "Margaret, her daughter Ruth Whitlock, and Amara Osei, social worker"}};
  copy.opening = {"Dear Margaret,", "Thank you for letting me visit you on Saturday. This is what we talked about, in your own words where I could. Please read it, or ask Ruth to read it "
                                    "with you. If anything is wrong or missing, tell me and I will put it right beside what is written here."};
  copy.sections.push_back({"What matters to you", "", {Paragraph{"“I want to stay in my own home with Bertie, my dog. I like to be up by eight and to do my own breakfast. Please phone my "
                                                                 "daughter before changing anything.”"}}});
  copy.sections.push_back(outcomes());
  copy.sections.push_back(plan());
  copy.sections.push_back({"What we saw", "", {body_map(), Photo{photo(), "The back step, where you fell. Taken on 14 November with your agreement."}}});
  copy.signatures_title = "Signatures";
  copy.signatures = {{"You", "Margaret Whitlock", "14 November 2026", "", signature_of(7)},
                     {"Social worker", "Amara Osei, SW990417", "14 November 2026", "", signature_of(6)},
                     {"Your daughter", "Ruth Whitlock", "", "Agreed by telephone, will sign at the next visit", {}}};
  copy.closing = "You can ask us to look at this again. Ring 01632 960417, Monday to Friday, or write to north.team@example.org. In an emergency out of hours ring 01632 960999.";
  copy.footer = "Margaret Whitlock · Needs assessment · 14 November 2026";
  return copy;
}

std::vector<std::string> texts_of(const WrittenCopy& copy) {
  std::vector<std::string> out = {copy.sender, copy.mark, copy.title, copy.subtitle, copy.signatures_title, copy.closing, copy.footer};
  for (const Row& row : copy.about) out.insert(out.end(), {row.label, row.value});
  out.insert(out.end(), copy.opening.begin(), copy.opening.end());
  for (const Section& section : copy.sections) {
    out.insert(out.end(), {section.title, section.intro});
    for (const Block& block : section.blocks) add(out, block);
  }
  for (const Signature& s : copy.signatures) out.insert(out.end(), {s.role, s.name, s.when, s.words});
  return out;
}

}  // namespace print
