#include "app/print/print.h"

#include "platform/pdf/document.h"

namespace print {
namespace {

constexpr double kTextSize = 10.5;
constexpr double kLargeTextSize = 18;

std::vector<pdf::Row> rows_of(const std::vector<Row>& rows) {
  std::vector<pdf::Row> out;
  for (const Row& row : rows) out.push_back({row.label, row.value});
  return out;
}

pdf::Drawing drawing_of(const Ink& ink, double thickness) {
  pdf::Drawing out;
  out.width = ink.width;
  out.height = ink.height;
  for (const auto& stroke : ink.strokes) {
    pdf::Stroke line;
    line.thickness = thickness;
    line.colour = pdf::colour_of(0x14202B);
    for (const Ink::Point& point : stroke) line.points.push_back({point.x, point.y});
    out.strokes.push_back(std::move(line));
  }
  return out;
}

// Writes one block.
struct BlockWriter {
  pdf::Document& to;
  const WrittenCopy& copy;
  void operator()(const Answer& answer) const {
    const bool unanswered = answer.text.empty();
    to.answer(answer.question, unanswered ? copy.unanswered : answer.text, answer.remark, unanswered);
  }
  void operator()(const Paragraph& paragraph) const { to.paragraph(paragraph.text); }
  void operator()(const Subheading& heading) const { to.subheading(heading.text); }
  void operator()(const Callout& callout) const { to.callout(callout.label, callout.text); }
  void operator()(const Rows& rows) const { to.panel(rows_of(rows.rows)); }
  void operator()(const Table& table) const { to.table({table.columns, table.rows}); }
  void operator()(const Photo& photo) const { to.picture(photo.jpeg, photo.caption); }
  void operator()(const Drawing& drawing) const {
    pdf::Drawing lines = drawing_of(drawing.ink, 0.8);
    for (const Drawing::Mark& mark : drawing.marks) lines.marks.push_back({{mark.at.x, mark.at.y}, mark.words});
    to.drawing(lines, drawing.caption);
  }
};

void write_opening(pdf::Document& to, const WrittenCopy& copy) {
  if (!copy.sender.empty() || !copy.mark.empty()) to.letterhead(copy.sender, copy.mark);
  if (!copy.title.empty()) to.title(copy.title, copy.subtitle);
  if (!copy.about.empty()) to.panel(rows_of(copy.about));
  for (const std::string& text : copy.opening) to.paragraph(text);
}

void write_section(pdf::Document& to, const WrittenCopy& copy, const Section& section) {
  if (!section.title.empty()) to.heading(section.title);
  if (!section.intro.empty()) to.note(section.intro);
  for (const Block& block : section.blocks) std::visit(BlockWriter{to, copy}, block);
}

void write_signatures(pdf::Document& to, const WrittenCopy& copy) {
  if (copy.signatures.empty()) return;
  if (!copy.signatures_title.empty()) to.heading(copy.signatures_title);
  std::vector<pdf::Drawing> inks(copy.signatures.size());
  std::vector<pdf::Document::Signing> signings;
  for (size_t i = 0; i < copy.signatures.size(); ++i) {
    const Signature& signature = copy.signatures[i];
    inks[i] = drawing_of(signature.ink, 1.2);
    signings.push_back({signature.role, signature.name, signature.when, signature.words, signature.ink.strokes.empty() ? nullptr : &inks[i]});
  }
  to.signatures(signings);
}

}  // namespace

base::Result<base::Bytes> make_pdf(const WrittenCopy& copy) {
  pdf::Options options;
  options.text_size = copy.large_print ? kLargeTextSize : kTextSize;
  options.title = copy.title;
  options.author = copy.sender;
  options.footer = copy.footer;
  options.page_words = copy.page_words;
  TRY(pdf::Document document, pdf::Document::create(options));
  write_opening(document, copy);
  for (const Section& section : copy.sections) write_section(document, copy, section);
  write_signatures(document, copy);
  if (!copy.closing.empty()) document.paragraph(copy.closing);
  return document.finish();
}

}  // namespace print
