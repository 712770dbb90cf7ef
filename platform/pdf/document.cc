#include "platform/pdf/document.h"

#include <algorithm>

#include "platform/pdf/document_parts.h"

namespace pdf {

Document::Document(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

base::Result<Document> Document::create(const Options& options) {
  TRY(FontFiles fonts, FontFiles::open(options.font_folder));
  return Document(std::make_unique<Parts>(options, std::move(fonts)));
}

int Document::pages() const { return parts_->painter.pages(); }
bool Document::large_print() const { return parts_->large; }
void Document::new_page() {
  parts_->flow.need(0);
  parts_->flow.new_page();
}
void Document::space(double lines) { parts_->flow.gap(lines * Flow::line_height(parts_->body())); }

void Document::letterhead(std::string_view sender, std::string_view mark) {
  Flow& flow = parts_->flow;
  const TextLook bold = parts_->look(Face::Bold, 1, kAccent);
  double mark_width = 0;
  flow.need(4 * Flow::line_height(bold));
  if (!mark.empty()) {
    const TextLook look = parts_->look(Face::Bold, 0.9, kAccent);
    const Breadth breadth = pdf::breadth(parts_->painter, mark, look.face, look.size);
    mark_width = std::min(breadth.line, flow.width() * 0.4) + 16;
    const Cell cell = flow.cell(mark, look, flow.left() + flow.width() - mark_width + 8, mark_width - 16);
    const double height = double(cell.lines.size()) * Flow::line_height(look) + 6;
    parts_->painter.frame(flow.page(), cell.x - 8, flow.y() - 3, mark_width, height, 1, kAccent);
    for (size_t i = 0; i < cell.lines.size(); ++i) {
      flow.draw_line(cell.lines[i], look, flow.page(), cell.x, cell.width, flow.y() + double(i) * Flow::line_height(look));
    }
  }
  RowLook row;
  row.below = 8;
  flow.row({flow.cell(sender, bold, flow.left(), flow.width() - mark_width - 12)}, row);
  parts_->painter.line(flow.page(), {flow.left(), flow.y()}, {flow.left() + flow.width(), flow.y()}, 1.5, kAccent);
  flow.advance(Flow::line_height(bold) * 1.2);
}

void Document::title(std::string_view text, std::string_view beneath) {
  Flow& flow = parts_->flow;
  parts_->text_row(text, parts_->look(Face::Bold, parts_->large ? 1.5 : 2.1, kInk), beneath.empty() ? 10 : 2);
  if (!beneath.empty()) parts_->text_row(beneath, parts_->look(Face::Regular, 1.05, kQuiet), 12);
  flow.gap(2);
}

void Document::heading(std::string_view text) {
  Flow& flow = parts_->flow;
  RowLook row;
  row.below = 3;
  row.rule = kRule;
  row.gap = 8;
  const TextLook look = parts_->look(Face::Bold, parts_->large ? 1.2 : 1.4, kAccent);
  flow.hold({flow.cell(text, look, flow.left(), flow.width())}, row, Flow::line_height(parts_->body()));
}

void Document::subheading(std::string_view text) {
  Flow& flow = parts_->flow;
  RowLook row;
  row.gap = 4;
  const TextLook look = parts_->look(Face::Bold, parts_->large ? 1.1 : 1.12, kInk);
  flow.hold({flow.cell(text, look, flow.left(), flow.width())}, row, Flow::line_height(parts_->body()) * 0.5);
}

void Document::paragraph(std::string_view text) { parts_->text_row(text, parts_->body(), parts_->body().size * 0.6); }

void Document::note(std::string_view text) {
  parts_->text_row(text, parts_->look(Face::Italic, 0.95, kQuiet), parts_->body().size * 0.6);
}

void Document::callout(std::string_view label, std::string_view text) {
  Flow& flow = parts_->flow;
  const double left = flow.left() + 14, width = flow.width() - 28;
  Cell named = flow.cell(label, parts_->look(Face::Bold, 1, kAccent), left, width);
  Cell said = flow.cell(text, parts_->body(), left, width);
  const size_t lines = named.lines.size() + said.lines.size();
  flow.need(double(std::min<size_t>(lines, 10)) * Flow::line_height(parts_->body()) + 20);
  RowLook row;
  row.fill = kTint;
  row.bar = kAccent;
  row.above = 8;
  row.lines_together = 2;
  if (!label.empty()) {
    row.below = text.empty() ? 8 : 2;
    flow.row({std::move(named)}, row);
    row.above = 0;
  }
  row.below = 8;
  if (!text.empty()) flow.row({std::move(said)}, row);
  flow.gap(10);
}

void Document::panel(const std::vector<Row>& rows) {
  Flow& flow = parts_->flow;
  const double left = flow.left() + 12, width = flow.width() - 24;
  const double label_width = parts_->large ? width : width * 0.3;
  const TextLook label = parts_->look(Face::Regular, 1, kQuiet), value = parts_->look(Face::Bold, 1, kInk);
  struct Pair {
    Cell label, value;
  };
  std::vector<Pair> pairs;
  double height = 16;
  for (const Row& row : rows) {
    pairs.push_back({flow.cell(row.label, label, left, label_width - (parts_->large ? 0 : 10)),
                     flow.cell(row.value, value, parts_->large ? left : left + label_width, parts_->large ? width : width - label_width)});
    const size_t named = pairs.back().label.lines.size(), said = pairs.back().value.lines.size();
    height += double(parts_->large ? named + said : std::max(named, said)) * Flow::line_height(label) + 6;
  }
  flow.need(std::min(height, flow.page_height() / 3));
  for (size_t i = 0; i < pairs.size(); ++i) {
    RowLook row;
    row.fill = kTint;
    row.above = i == 0 ? 8 : 2;
    row.below = i + 1 == pairs.size() ? 8 : 2;
    if (!parts_->large) {
      flow.row({std::move(pairs[i].label), std::move(pairs[i].value)}, row);
      continue;
    }
    flow.need(double(pairs[i].label.lines.size() + 1) * Flow::line_height(label) + 12);
    RowLook first = row;
    first.below = 0;
    flow.row({std::move(pairs[i].label)}, first);
    row.above = 0;
    row.below += 4;
    flow.row({std::move(pairs[i].value)}, row);
  }
  flow.gap(12);
}

void Document::answer(std::string_view question, std::string_view text, std::string_view remark, bool unanswered) {
  Flow& flow = parts_->flow;
  const TextLook body = parts_->body(), quiet = parts_->look(Face::Italic, 0.95, kQuiet);
  Cell asked = flow.cell(question, parts_->look(Face::Bold, 1, kInk), flow.left(), flow.width());
  Cell answered = flow.cell(text, unanswered ? parts_->look(Face::Italic, 1, kQuiet) : body, flow.left(), flow.width());
  Cell remarked = flow.cell(remark, quiet, flow.left(), flow.width());
  if (remark.empty()) remarked.lines.clear();
  const size_t lines = asked.lines.size() + answered.lines.size() + remarked.lines.size();
  flow.need(double(std::min(lines, std::max<size_t>(8, asked.lines.size() + 2))) * Flow::line_height(body) + body.size);
  RowLook row;
  row.gap = 1;
  flow.row({std::move(asked)}, row);
  row.gap = remark.empty() ? body.size * 0.75 : 2;
  flow.row({std::move(answered)}, row);
  row.gap = body.size * 0.75;
  if (!remark.empty()) flow.row({std::move(remarked)}, row);
}

base::Result<base::Bytes> Document::finish() {
  parts_->flow.need(0);  // a heading with nothing after it, or a document with nothing in it
  parts_->draw_edges();
  return parts_->painter.finish(parts_->options.title, parts_->options.author);
}

}  // namespace pdf
